-- A ledger of two runs, as the product made it before its SQL was written out: sqlite3 .dump
BEGIN TRANSACTION;
CREATE TABLE ledger_citations (
	seq INTEGER NOT NULL, 
	document INTEGER NOT NULL, 
	passage VARCHAR NOT NULL, 
	element VARCHAR NOT NULL, 
	at INTEGER NOT NULL, 
	printed VARCHAR NOT NULL, 
	sentence VARCHAR NOT NULL, 
	fact VARCHAR NOT NULL, 
	value VARCHAR NOT NULL, 
	unit VARCHAR NOT NULL, 
	arithmetic VARCHAR NOT NULL, 
	sources JSON NOT NULL, 
	PRIMARY KEY (seq), 
	FOREIGN KEY(document) REFERENCES ledger_documents (seq)
);
INSERT INTO "ledger_citations" VALUES(1,1,'lead','paragraph',4,'31.2%','工业增长31.2%。','iva.growth@gongyi/2021Q1','31.2','%','','["iva.growth@gongyi/2021Q1"]');
INSERT INTO "ledger_citations" VALUES(2,2,'lead','paragraph',4,'30.8%','工业增长30.8%。','iva.growth@gongyi/2021Q1','30.8','%','','["iva.growth@gongyi/2021Q1"]');
CREATE TABLE ledger_claims (
	seq INTEGER NOT NULL, 
	document INTEGER NOT NULL, 
	name VARCHAR NOT NULL, 
	held BOOLEAN NOT NULL, 
	PRIMARY KEY (seq), 
	FOREIGN KEY(document) REFERENCES ledger_documents (seq)
);
INSERT INTO "ledger_claims" VALUES(1,1,'good_start',1);
INSERT INTO "ledger_claims" VALUES(2,2,'good_start',1);
CREATE TABLE ledger_documents (
	seq INTEGER NOT NULL, 
	run INTEGER NOT NULL, 
	edition VARCHAR NOT NULL, 
	language VARCHAR NOT NULL, 
	file VARCHAR NOT NULL, 
	sha256 VARCHAR NOT NULL, 
	record VARCHAR NOT NULL, 
	inputs VARCHAR NOT NULL, 
	template VARCHAR NOT NULL, 
	title VARCHAR NOT NULL, 
	supersedes VARCHAR NOT NULL, 
	making VARCHAR NOT NULL, 
	reason VARCHAR NOT NULL, 
	PRIMARY KEY (seq), 
	FOREIGN KEY(run) REFERENCES ledger_runs (seq)
);
INSERT INTO "ledger_documents" VALUES(1,1,'gongyi-2021Q1','zh','gongyi-2021Q1.zh.docx','ffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff','9be4f4898cdc0fbb5c8aa79820a1c49f6e93e58c83ccb0db827bfe70e72b2e83','i','t','工业开门红','','build','');
INSERT INTO "ledger_documents" VALUES(2,2,'gongyi-2021Q1','zh','gongyi-2021Q1.r1.zh.docx','eeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeeee','5c48d40e67a3ee2400aa29ac61a56daac88e919a96bbe0671a0e7134bffe1954','i','t','工业开门红','9be4f4898cdc0fbb5c8aa79820a1c49f6e93e58c83ccb0db827bfe70e72b2e83','correction','漏报一家企业');
CREATE TABLE ledger_loads (
	seq INTEGER NOT NULL, 
	run INTEGER NOT NULL, 
	edition VARCHAR NOT NULL, 
	PRIMARY KEY (seq), 
	FOREIGN KEY(run) REFERENCES ledger_runs (seq)
);
INSERT INTO "ledger_loads" VALUES(1,1,'gongyi-2021Q1');
INSERT INTO "ledger_loads" VALUES(2,2,'gongyi-2021Q1');
CREATE TABLE ledger_runs (
	seq INTEGER NOT NULL, 
	id VARCHAR NOT NULL, 
	at VARCHAR NOT NULL, 
	command VARCHAR NOT NULL, 
	program VARCHAR NOT NULL, 
	making VARCHAR NOT NULL, 
	reason VARCHAR NOT NULL, 
	PRIMARY KEY (seq), 
	UNIQUE (id)
);
INSERT INTO "ledger_runs" VALUES(1,'2021-04-20','2021-04-20T12:00:00+00:00','build','0','build','');
INSERT INTO "ledger_runs" VALUES(2,'2021-05-06','2021-05-06T12:00:00+00:00','revise','0','correction','漏报一家企业');
CREATE TABLE ledger_version (
	version INTEGER NOT NULL
);
INSERT INTO "ledger_version" VALUES(1);
CREATE TABLE ledger_vintages (
	seq INTEGER NOT NULL, 
	run INTEGER NOT NULL, 
	edition VARCHAR NOT NULL, 
	kind VARCHAR NOT NULL, 
	"key" VARCHAR NOT NULL, 
	state VARCHAR NOT NULL, 
	indicator VARCHAR NOT NULL, 
	measure VARCHAR NOT NULL, 
	area VARCHAR NOT NULL, 
	period VARCHAR NOT NULL, 
	value VARCHAR, 
	unit VARCHAR NOT NULL, 
	status VARCHAR NOT NULL, 
	sample BOOLEAN NOT NULL, 
	file VARCHAR NOT NULL, 
	sha256 VARCHAR NOT NULL, 
	sheet VARCHAR NOT NULL, 
	cell VARCHAR NOT NULL, 
	stored VARCHAR NOT NULL, 
	content JSON NOT NULL, 
	PRIMARY KEY (seq), 
	FOREIGN KEY(run) REFERENCES ledger_runs (seq)
);
INSERT INTO "ledger_vintages" VALUES(1,1,'gongyi-2021Q1','figure','iva.growth@gongyi/2021Q1','given','iva','growth','gongyi','2021Q1','31.2','%','A',1,'figures.xlsx','aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa','主要指标','B5','31.2','{"key": {"indicator": "iva", "measure": "growth", "area": "gongyi", "period": {"year": 2021, "last": 3, "first": 1}}, "value": "31.2", "unit": "%", "decimals": 1, "place": {"file": "figures.xlsx", "sheet": "\u4e3b\u8981\u6307\u6807", "cell": "B5", "line": 0, "key": ""}, "stored": "31.2", "status": "A", "note": "", "sample": true}');
INSERT INTO "ledger_vintages" VALUES(2,1,'gongyi-2021Q1','figure','tax.level@gongyi/2021Q1','given','tax','level','gongyi','2021Q1','15.3','亿元','A',1,'figures.xlsx','aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa','主要指标','B6','15.3','{"key": {"indicator": "tax", "measure": "level", "area": "gongyi", "period": {"year": 2021, "last": 3, "first": 1}}, "value": "15.3", "unit": "\u4ebf\u5143", "decimals": 1, "place": {"file": "figures.xlsx", "sheet": "\u4e3b\u8981\u6307\u6807", "cell": "B6", "line": 0, "key": ""}, "stored": "15.3", "status": "A", "note": "", "sample": true}');
INSERT INTO "ledger_vintages" VALUES(3,1,'gongyi-2021Q1','absence','gdp.level@gongyi/2021Q1','given','gdp','level','gongyi','2021Q1',NULL,'','O',0,'figures.xlsx','aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa','主要指标','D5','—','{"key": {"indicator": "gdp", "measure": "level", "area": "gongyi", "period": {"year": 2021, "last": 3, "first": 1}}, "place": {"file": "figures.xlsx", "sheet": "\u4e3b\u8981\u6307\u6807", "cell": "D5", "line": 0, "key": ""}, "found": "\u2014", "status": "O", "stated": true}');
INSERT INTO "ledger_vintages" VALUES(4,1,'gongyi-2021Q1','target','iva.growth@gongyi/2021Q4','given','iva','growth','gongyi','2021Q4','9','%','',0,'figures.xlsx','aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa','目标','C5','9','{"indicator": "iva", "measure": "growth", "area": "gongyi", "year": 2021, "bound": "about", "value": "9", "unit": "%", "decimals": 1, "theme": "scale", "place": {"file": "figures.xlsx", "sheet": "\u76ee\u6807", "cell": "C5", "line": 0, "key": ""}, "stored": "9", "sample": false, "position": 0}');
INSERT INTO "ledger_vintages" VALUES(5,2,'gongyi-2021Q1','figure','iva.growth@gongyi/2021Q1','given','iva','growth','gongyi','2021Q1','30.8','%','A',1,'figures.xlsx','aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa','主要指标','B5','30.8','{"key": {"indicator": "iva", "measure": "growth", "area": "gongyi", "period": {"year": 2021, "last": 3, "first": 1}}, "value": "30.8", "unit": "%", "decimals": 1, "place": {"file": "figures.xlsx", "sheet": "\u4e3b\u8981\u6307\u6807", "cell": "B5", "line": 0, "key": ""}, "stored": "30.8", "status": "A", "note": "", "sample": true}');
INSERT INTO "ledger_vintages" VALUES(6,2,'gongyi-2021Q1','figure','tax.level@gongyi/2021Q1','withdrawn','tax','level','gongyi','2021Q1','15.3','亿元','A',1,'figures.xlsx','aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa','主要指标','B6','15.3','{"key": {"indicator": "tax", "measure": "level", "area": "gongyi", "period": {"year": 2021, "last": 3, "first": 1}}, "value": "15.3", "unit": "\u4ebf\u5143", "decimals": 1, "place": {"file": "figures.xlsx", "sheet": "\u4e3b\u8981\u6307\u6807", "cell": "B6", "line": 0, "key": ""}, "stored": "15.3", "status": "A", "note": "", "sample": true}');
CREATE INDEX ledger_loads_by_edition ON ledger_loads (edition);
CREATE INDEX ix_ledger_loads_run ON ledger_loads (run);
CREATE INDEX ix_ledger_vintages_run ON ledger_vintages (run);
CREATE INDEX ledger_vintages_by_edition ON ledger_vintages (edition, kind, "key");
CREATE INDEX ledger_vintages_by_indicator ON ledger_vintages (indicator);
CREATE INDEX ledger_documents_by_record ON ledger_documents (record);
CREATE INDEX ledger_documents_by_edition ON ledger_documents (edition, language);
CREATE INDEX ix_ledger_documents_run ON ledger_documents (run);
CREATE INDEX ix_ledger_citations_document ON ledger_citations (document);
CREATE INDEX ix_ledger_claims_document ON ledger_claims (document);
CREATE TRIGGER ledger_version_update BEFORE UPDATE ON ledger_version BEGIN SELECT RAISE(ABORT, 'the ledger is only ever added to'); END;
CREATE TRIGGER ledger_version_delete BEFORE DELETE ON ledger_version BEGIN SELECT RAISE(ABORT, 'the ledger is only ever added to'); END;
CREATE TRIGGER ledger_runs_update BEFORE UPDATE ON ledger_runs BEGIN SELECT RAISE(ABORT, 'the ledger is only ever added to'); END;
CREATE TRIGGER ledger_runs_delete BEFORE DELETE ON ledger_runs BEGIN SELECT RAISE(ABORT, 'the ledger is only ever added to'); END;
CREATE TRIGGER ledger_loads_update BEFORE UPDATE ON ledger_loads BEGIN SELECT RAISE(ABORT, 'the ledger is only ever added to'); END;
CREATE TRIGGER ledger_loads_delete BEFORE DELETE ON ledger_loads BEGIN SELECT RAISE(ABORT, 'the ledger is only ever added to'); END;
CREATE TRIGGER ledger_vintages_update BEFORE UPDATE ON ledger_vintages BEGIN SELECT RAISE(ABORT, 'the ledger is only ever added to'); END;
CREATE TRIGGER ledger_vintages_delete BEFORE DELETE ON ledger_vintages BEGIN SELECT RAISE(ABORT, 'the ledger is only ever added to'); END;
CREATE TRIGGER ledger_documents_update BEFORE UPDATE ON ledger_documents BEGIN SELECT RAISE(ABORT, 'the ledger is only ever added to'); END;
CREATE TRIGGER ledger_documents_delete BEFORE DELETE ON ledger_documents BEGIN SELECT RAISE(ABORT, 'the ledger is only ever added to'); END;
CREATE TRIGGER ledger_citations_update BEFORE UPDATE ON ledger_citations BEGIN SELECT RAISE(ABORT, 'the ledger is only ever added to'); END;
CREATE TRIGGER ledger_citations_delete BEFORE DELETE ON ledger_citations BEGIN SELECT RAISE(ABORT, 'the ledger is only ever added to'); END;
CREATE TRIGGER ledger_claims_update BEFORE UPDATE ON ledger_claims BEGIN SELECT RAISE(ABORT, 'the ledger is only ever added to'); END;
CREATE TRIGGER ledger_claims_delete BEFORE DELETE ON ledger_claims BEGIN SELECT RAISE(ABORT, 'the ledger is only ever added to'); END;
COMMIT;
