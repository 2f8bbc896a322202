package org.openx400.mta.cli.admin;

import tools.jackson.databind.JsonNode;

/** What the service does on one request. Runs on the thread of the client's connection and may block. */
@FunctionalInterface
public interface AdminCommand {
    /**
     * @return the result that the client gets
     * @throws AdminRefusal if it cannot be done; its text goes to the client
     */
    JsonNode run(AdminRequest request) throws AdminRefusal;
}
