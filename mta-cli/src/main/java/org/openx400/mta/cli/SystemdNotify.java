package org.openx400.mta.cli;

import java.io.IOException;
import java.util.concurrent.TimeUnit;

/** Tells systemd (Type=notify) how the service does; without systemd it does nothing. */
final class SystemdNotify {
    private static final long SECONDS = 5;

    private SystemdNotify() {}

    static void send(String state) {
        if (System.getenv("NOTIFY_SOCKET") == null) {
            return;
        }
        try {
            Process process = new ProcessBuilder(
                            "systemd-notify", "--pid=" + ProcessHandle.current().pid(), state)
                    .inheritIO()
                    .start();
            if (!process.waitFor(SECONDS, TimeUnit.SECONDS)) {
                process.destroyForcibly();
            }
        } catch (IOException e) {
            System.err.println("mta: systemd is not told " + state + ": " + e.getMessage());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
