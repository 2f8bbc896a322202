package org.openx400.mta.event;

import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.concurrent.CompletionException;

/** What an exception says to an operator: words, and no class name where its message has them. */
public final class FailureText {
    private FailureText() {}

    /** Never empty. */
    public static String of(Throwable failure) {
        Throwable cause = failure.getCause();
        if (failure instanceof CompletionException && cause != null) {
            return of(cause);
        }
        if (failure instanceof FileSystemException file && file.getReason() == null) {
            return file.getFile() + " " + problem(file);
        }
        String message = failure.getMessage();
        return message == null || message.isBlank() || failure instanceof RuntimeException
                ? failure.toString()
                : message;
    }

    /** The message of these is the path alone. */
    private static String problem(FileSystemException failure) {
        if (failure instanceof FileAlreadyExistsException) {
            return "is in the way: it is there already, and is no folder";
        }
        if (failure instanceof NoSuchFileException) {
            return "is not there";
        }
        if (failure instanceof AccessDeniedException) {
            return "may not be used: access denied";
        }
        return "cannot be used";
    }
}
