"""What the editors' pages write into the audit log beside what moderation does."""

WORDS_CHECKED, PICTURE_ADDED = "directory.words_checked", "directory.picture_added"
OF_EDITORS = {
    WORDS_CHECKED: ("Check words", "Read the words of a language, and found them right"),
    PICTURE_ADDED: ("Add a picture", "Added a picture; everybody in it agrees"),
}
