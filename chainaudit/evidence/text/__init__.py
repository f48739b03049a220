"""How the text of a log is read: lines and what stands before them, dates, commands, PEM blocks, secrets."""
