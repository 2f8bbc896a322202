package org.openx400.mta.rfc1006.rtse;

import org.openx400.mta.octets.Octets;

/**
 * Where a transfer of ours that was interrupted goes on, X.228 7.8.
 *
 * @param activity that was interrupted
 * @param serial of the last checkpoint that the receiver confirmed, at least 1
 * @param octets of the APDU that are before this checkpoint
 * @param prefix what stood before the APDU; a connection that would put something else there cannot go on with it
 * @param endSent whether all of the APDU had been sent, so that the receiver may have taken it
 */
public record ResumePoint(Activity activity, int serial, long octets, Octets prefix, boolean endSent) {}
