package org.openx400.mta.smtp.host;

import java.util.concurrent.CompletableFuture;
import org.openx400.mta.connector.Secret;

/** Knows who may submit mail, for AUTH. */
public interface Authenticator {
    /** Knows nobody. */
    Authenticator NOBODY = (user, password) -> CompletableFuture.completedFuture(false);

    /** Whether this is that user's password; a future that fails: it cannot be found out now. */
    CompletableFuture<Boolean> check(String user, Secret password);
}
