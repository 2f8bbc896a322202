package org.openx400.mta.connector;

/** Which connector an incoming association belongs to, or why none. The numbers are those of the events. */
public sealed interface MatchResult {
    record Matched(Connector connector) implements MatchResult {}

    /** Selectors or mode fit no candidate: 9301. */
    record NoCandidate(MatchTrail trail) implements MatchResult {}

    /** No candidate has this MTA name: 51. */
    record UnknownMta(MatchTrail trail) implements MatchResult {}

    /** The MTA name is right, the password is not: 48. */
    record BadCredentials(Connector connector, MatchTrail trail) implements MatchResult {}

    /** All fits but the dialogue mode: 55. */
    record WrongDialogueMode(Connector connector, MatchTrail trail) implements MatchResult {}
}
