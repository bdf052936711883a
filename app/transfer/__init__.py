"""Tables in and out: reading any file, understanding its headings, planning, applying, exporting."""
