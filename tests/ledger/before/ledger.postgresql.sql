-- A ledger of two runs, as the product made it before its SQL was written out: pg_dump --inserts, less its settings
CREATE FUNCTION public.ledger_refuse() RETURNS trigger
    LANGUAGE plpgsql
    AS $$ BEGIN RAISE EXCEPTION 'the ledger is only ever added to'; END $$;
CREATE TABLE public.ledger_citations (
    seq integer NOT NULL,
    document integer NOT NULL,
    passage character varying NOT NULL,
    element character varying NOT NULL,
    at integer NOT NULL,
    printed character varying NOT NULL,
    sentence character varying NOT NULL,
    fact character varying NOT NULL,
    value character varying NOT NULL,
    unit character varying NOT NULL,
    arithmetic character varying NOT NULL,
    sources json NOT NULL
);
CREATE SEQUENCE public.ledger_citations_seq_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.ledger_citations_seq_seq OWNED BY public.ledger_citations.seq;
CREATE TABLE public.ledger_claims (
    seq integer NOT NULL,
    document integer NOT NULL,
    name character varying NOT NULL,
    held boolean NOT NULL
);
CREATE SEQUENCE public.ledger_claims_seq_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.ledger_claims_seq_seq OWNED BY public.ledger_claims.seq;
CREATE TABLE public.ledger_documents (
    seq integer NOT NULL,
    run integer NOT NULL,
    edition character varying NOT NULL,
    language character varying NOT NULL,
    file character varying NOT NULL,
    sha256 character varying NOT NULL,
    record character varying NOT NULL,
    inputs character varying NOT NULL,
    template character varying NOT NULL,
    title character varying NOT NULL,
    supersedes character varying NOT NULL,
    making character varying NOT NULL,
    reason character varying NOT NULL
);
CREATE SEQUENCE public.ledger_documents_seq_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.ledger_documents_seq_seq OWNED BY public.ledger_documents.seq;
CREATE TABLE public.ledger_loads (
    seq integer NOT NULL,
    run integer NOT NULL,
    edition character varying NOT NULL
);
CREATE SEQUENCE public.ledger_loads_seq_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.ledger_loads_seq_seq OWNED BY public.ledger_loads.seq;
CREATE TABLE public.ledger_runs (
    seq integer NOT NULL,
    id character varying NOT NULL,
    at character varying NOT NULL,
    command character varying NOT NULL,
    program character varying NOT NULL,
    making character varying NOT NULL,
    reason character varying NOT NULL
);
CREATE SEQUENCE public.ledger_runs_seq_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.ledger_runs_seq_seq OWNED BY public.ledger_runs.seq;
CREATE TABLE public.ledger_version (
    version integer NOT NULL
);
CREATE TABLE public.ledger_vintages (
    seq integer NOT NULL,
    run integer NOT NULL,
    edition character varying NOT NULL,
    kind character varying NOT NULL,
    key character varying NOT NULL,
    state character varying NOT NULL,
    indicator character varying NOT NULL,
    measure character varying NOT NULL,
    area character varying NOT NULL,
    period character varying NOT NULL,
    value character varying,
    unit character varying NOT NULL,
    status character varying NOT NULL,
    sample boolean NOT NULL,
    file character varying NOT NULL,
    sha256 character varying NOT NULL,
    sheet character varying NOT NULL,
    cell character varying NOT NULL,
    stored character varying NOT NULL,
    content json NOT NULL
);
CREATE SEQUENCE public.ledger_vintages_seq_seq
    AS integer
    START WITH 1
    INCREMENT BY 1
    NO MINVALUE
    NO MAXVALUE
    CACHE 1;
ALTER SEQUENCE public.ledger_vintages_seq_seq OWNED BY public.ledger_vintages.seq;
ALTER TABLE ONLY public.ledger_citations ALTER COLUMN seq SET DEFAULT nextval('public.ledger_citations_seq_seq'::regclass);
ALTER TABLE ONLY public.ledger_claims ALTER COLUMN seq SET DEFAULT nextval('public.ledger_claims_seq_seq'::regclass);
ALTER TABLE ONLY public.ledger_documents ALTER COLUMN seq SET DEFAULT nextval('public.ledger_documents_seq_seq'::regclass);
ALTER TABLE ONLY public.ledger_loads ALTER COLUMN seq SET DEFAULT nextval('public.ledger_loads_seq_seq'::regclass);
ALTER TABLE ONLY public.ledger_runs ALTER COLUMN seq SET DEFAULT nextval('public.ledger_runs_seq_seq'::regclass);
ALTER TABLE ONLY public.ledger_vintages ALTER COLUMN seq SET DEFAULT nextval('public.ledger_vintages_seq_seq'::regclass);
INSERT INTO public.ledger_citations VALUES (1, 1, 'lead', 'paragraph', 4, '31.2%', '工业增长31.2%。', 'iva.growth@gongyi/2021Q1', '31.2', '%', '', '["iva.growth@gongyi/2021Q1"]');
INSERT INTO public.ledger_citations VALUES (2, 2, 'lead', 'paragraph', 4, '30.8%', '工业增长30.8%。', 'iva.growth@gongyi/2021Q1', '30.8', '%', '', '["iva.growth@gongyi/2021Q1"]');
INSERT INTO public.ledger_claims VALUES (1, 1, 'good_start', true);
INSERT INTO public.ledger_claims VALUES (2, 2, 'good_start', true);
INSERT INTO public.ledger_documents VALUES (1, 1, 'gongyi-2021Q1', 'zh', 'gongyi-2021Q1.zh.docx', 'ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff', '9be4f4898cdc0fbb5c8aa79820a1c49f6e93e58c83ccb0db827bfe70e72b2e83', 'i', 't', '工业开门红', '', 'build', '');
INSERT INTO public.ledger_documents VALUES (2, 2, 'gongyi-2021Q1', 'zh', 'gongyi-2021Q1.r1.zh.docx', 'eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee', '5c48d40e67a3ee2400aa29ac61a56daac88e919a96bbe0671a0e7134bffe1954', 'i', 't', '工业开门红', '9be4f4898cdc0fbb5c8aa79820a1c49f6e93e58c83ccb0db827bfe70e72b2e83', 'correction', '漏报一家企业');
INSERT INTO public.ledger_loads VALUES (1, 1, 'gongyi-2021Q1');
INSERT INTO public.ledger_loads VALUES (2, 2, 'gongyi-2021Q1');
INSERT INTO public.ledger_runs VALUES (1, '2021-04-20', '2021-04-20T12:00:00+00:00', 'build', '0', 'build', '');
INSERT INTO public.ledger_runs VALUES (2, '2021-05-06', '2021-05-06T12:00:00+00:00', 'revise', '0', 'correction', '漏报一家企业');
INSERT INTO public.ledger_version VALUES (1);
INSERT INTO public.ledger_vintages VALUES (1, 1, 'gongyi-2021Q1', 'figure', 'iva.growth@gongyi/2021Q1', 'given', 'iva', 'growth', 'gongyi', '2021Q1', '31.2', '%', 'A', true, 'figures.xlsx', 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', '主要指标', 'B5', '31.2', '{"key": {"indicator": "iva", "measure": "growth", "area": "gongyi", "period": {"year": 2021, "last": 3, "first": 1}}, "value": "31.2", "unit": "%", "decimals": 1, "place": {"file": "figures.xlsx", "sheet": "\u4e3b\u8981\u6307\u6807", "cell": "B5", "line": 0, "key": ""}, "stored": "31.2", "status": "A", "note": "", "sample": true}');
INSERT INTO public.ledger_vintages VALUES (2, 1, 'gongyi-2021Q1', 'figure', 'tax.level@gongyi/2021Q1', 'given', 'tax', 'level', 'gongyi', '2021Q1', '15.3', '亿元', 'A', true, 'figures.xlsx', 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', '主要指标', 'B6', '15.3', '{"key": {"indicator": "tax", "measure": "level", "area": "gongyi", "period": {"year": 2021, "last": 3, "first": 1}}, "value": "15.3", "unit": "\u4ebf\u5143", "decimals": 1, "place": {"file": "figures.xlsx", "sheet": "\u4e3b\u8981\u6307\u6807", "cell": "B6", "line": 0, "key": ""}, "stored": "15.3", "status": "A", "note": "", "sample": true}');
INSERT INTO public.ledger_vintages VALUES (3, 1, 'gongyi-2021Q1', 'absence', 'gdp.level@gongyi/2021Q1', 'given', 'gdp', 'level', 'gongyi', '2021Q1', NULL, '', 'O', false, 'figures.xlsx', 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', '主要指标', 'D5', '—', '{"key": {"indicator": "gdp", "measure": "level", "area": "gongyi", "period": {"year": 2021, "last": 3, "first": 1}}, "place": {"file": "figures.xlsx", "sheet": "\u4e3b\u8981\u6307\u6807", "cell": "D5", "line": 0, "key": ""}, "found": "\u2014", "status": "O", "stated": true}');
INSERT INTO public.ledger_vintages VALUES (4, 1, 'gongyi-2021Q1', 'target', 'iva.growth@gongyi/2021Q4', 'given', 'iva', 'growth', 'gongyi', '2021Q4', '9', '%', '', false, 'figures.xlsx', 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', '目标', 'C5', '9', '{"indicator": "iva", "measure": "growth", "area": "gongyi", "year": 2021, "bound": "about", "value": "9", "unit": "%", "decimals": 1, "theme": "scale", "place": {"file": "figures.xlsx", "sheet": "\u76ee\u6807", "cell": "C5", "line": 0, "key": ""}, "stored": "9", "sample": false, "position": 0}');
INSERT INTO public.ledger_vintages VALUES (5, 2, 'gongyi-2021Q1', 'figure', 'iva.growth@gongyi/2021Q1', 'given', 'iva', 'growth', 'gongyi', '2021Q1', '30.8', '%', 'A', true, 'figures.xlsx', 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', '主要指标', 'B5', '30.8', '{"key": {"indicator": "iva", "measure": "growth", "area": "gongyi", "period": {"year": 2021, "last": 3, "first": 1}}, "value": "30.8", "unit": "%", "decimals": 1, "place": {"file": "figures.xlsx", "sheet": "\u4e3b\u8981\u6307\u6807", "cell": "B5", "line": 0, "key": ""}, "stored": "30.8", "status": "A", "note": "", "sample": true}');
INSERT INTO public.ledger_vintages VALUES (6, 2, 'gongyi-2021Q1', 'figure', 'tax.level@gongyi/2021Q1', 'withdrawn', 'tax', 'level', 'gongyi', '2021Q1', '15.3', '亿元', 'A', true, 'figures.xlsx', 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa', '主要指标', 'B6', '15.3', '{"key": {"indicator": "tax", "measure": "level", "area": "gongyi", "period": {"year": 2021, "last": 3, "first": 1}}, "value": "15.3", "unit": "\u4ebf\u5143", "decimals": 1, "place": {"file": "figures.xlsx", "sheet": "\u4e3b\u8981\u6307\u6807", "cell": "B6", "line": 0, "key": ""}, "stored": "15.3", "status": "A", "note": "", "sample": true}');
SELECT pg_catalog.setval('public.ledger_citations_seq_seq', 2, true);
SELECT pg_catalog.setval('public.ledger_claims_seq_seq', 2, true);
SELECT pg_catalog.setval('public.ledger_documents_seq_seq', 2, true);
SELECT pg_catalog.setval('public.ledger_loads_seq_seq', 2, true);
SELECT pg_catalog.setval('public.ledger_runs_seq_seq', 2, true);
SELECT pg_catalog.setval('public.ledger_vintages_seq_seq', 6, true);
ALTER TABLE ONLY public.ledger_citations
    ADD CONSTRAINT ledger_citations_pkey PRIMARY KEY (seq);
ALTER TABLE ONLY public.ledger_claims
    ADD CONSTRAINT ledger_claims_pkey PRIMARY KEY (seq);
ALTER TABLE ONLY public.ledger_documents
    ADD CONSTRAINT ledger_documents_pkey PRIMARY KEY (seq);
ALTER TABLE ONLY public.ledger_loads
    ADD CONSTRAINT ledger_loads_pkey PRIMARY KEY (seq);
ALTER TABLE ONLY public.ledger_runs
    ADD CONSTRAINT ledger_runs_id_key UNIQUE (id);
ALTER TABLE ONLY public.ledger_runs
    ADD CONSTRAINT ledger_runs_pkey PRIMARY KEY (seq);
ALTER TABLE ONLY public.ledger_vintages
    ADD CONSTRAINT ledger_vintages_pkey PRIMARY KEY (seq);
CREATE INDEX ix_ledger_citations_document ON public.ledger_citations USING btree (document);
CREATE INDEX ix_ledger_claims_document ON public.ledger_claims USING btree (document);
CREATE INDEX ix_ledger_documents_run ON public.ledger_documents USING btree (run);
CREATE INDEX ix_ledger_loads_run ON public.ledger_loads USING btree (run);
CREATE INDEX ix_ledger_vintages_run ON public.ledger_vintages USING btree (run);
CREATE INDEX ledger_documents_by_edition ON public.ledger_documents USING btree (edition, language);
CREATE INDEX ledger_documents_by_record ON public.ledger_documents USING btree (record);
CREATE INDEX ledger_loads_by_edition ON public.ledger_loads USING btree (edition);
CREATE INDEX ledger_vintages_by_edition ON public.ledger_vintages USING btree (edition, kind, key);
CREATE INDEX ledger_vintages_by_indicator ON public.ledger_vintages USING btree (indicator);
CREATE TRIGGER ledger_citations_stands BEFORE DELETE OR UPDATE OR TRUNCATE ON public.ledger_citations FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_refuse();
CREATE TRIGGER ledger_claims_stands BEFORE DELETE OR UPDATE OR TRUNCATE ON public.ledger_claims FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_refuse();
CREATE TRIGGER ledger_documents_stands BEFORE DELETE OR UPDATE OR TRUNCATE ON public.ledger_documents FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_refuse();
CREATE TRIGGER ledger_loads_stands BEFORE DELETE OR UPDATE OR TRUNCATE ON public.ledger_loads FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_refuse();
CREATE TRIGGER ledger_runs_stands BEFORE DELETE OR UPDATE OR TRUNCATE ON public.ledger_runs FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_refuse();
CREATE TRIGGER ledger_version_stands BEFORE DELETE OR UPDATE OR TRUNCATE ON public.ledger_version FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_refuse();
CREATE TRIGGER ledger_vintages_stands BEFORE DELETE OR UPDATE OR TRUNCATE ON public.ledger_vintages FOR EACH STATEMENT EXECUTE FUNCTION public.ledger_refuse();
ALTER TABLE ONLY public.ledger_citations
    ADD CONSTRAINT ledger_citations_document_fkey FOREIGN KEY (document) REFERENCES public.ledger_documents(seq);
ALTER TABLE ONLY public.ledger_claims
    ADD CONSTRAINT ledger_claims_document_fkey FOREIGN KEY (document) REFERENCES public.ledger_documents(seq);
ALTER TABLE ONLY public.ledger_documents
    ADD CONSTRAINT ledger_documents_run_fkey FOREIGN KEY (run) REFERENCES public.ledger_runs(seq);
ALTER TABLE ONLY public.ledger_loads
    ADD CONSTRAINT ledger_loads_run_fkey FOREIGN KEY (run) REFERENCES public.ledger_runs(seq);
ALTER TABLE ONLY public.ledger_vintages
    ADD CONSTRAINT ledger_vintages_run_fkey FOREIGN KEY (run) REFERENCES public.ledger_runs(seq);
