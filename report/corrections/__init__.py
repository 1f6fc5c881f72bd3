"""What happens after a briefing is out: figures are corrected, and the edited document is brought up to date."""
