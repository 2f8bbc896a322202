package org.openx400.mta.mixer;

import org.openx400.mta.smtp.MailContent;
import org.openx400.mta.smtp.MailEnvelope;

/**
 * A mail for the Internet.
 *
 * @param envelope what SMTP is to say
 * @param content put together while it is read, from the octets that were converted
 */
public record InternetMail(MailEnvelope envelope, MailContent content) {}
