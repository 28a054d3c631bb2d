"""What the audit log says of the people of groups: an action, its label, its sentence."""

ACTIONS = {
    "directory.editor_added": ("Add editor", "A person became an editor of the group"),
    "directory.editor_left": ("End editor", "A person is no longer an editor of the group"),
    "directory.editor_invited": ("Invite editor", "A person was invited to edit the group"),
    "directory.group_claimed": ("Claim", "A person said that the group is theirs"),
    "directory.claim_refused": ("Refuse claim", "A claim to the group was refused"),
    "directory.group_passed_on": ("Pass on", "Staff passed the group on"),
    "directory.group_stopped": ("Stop", "An editor said that the group has stopped"),
    "directory.group_goes_on": ("Go on", "An editor said that the group goes on"),
}
