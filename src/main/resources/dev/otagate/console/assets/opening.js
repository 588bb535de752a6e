// Opens the console from its own page, because browsers send its cookie only then. The query makes it another address.
location.replace(`/console/?again${location.hash}`);
