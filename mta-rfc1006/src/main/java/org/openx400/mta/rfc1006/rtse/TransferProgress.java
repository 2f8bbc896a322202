package org.openx400.mta.rfc1006.rtse;

import org.openx400.mta.octets.Octets;

/**
 * How far a transfer of the peer has come at a checkpoint.
 *
 * @param serial of the checkpoint
 * @param checkpointSize agreed, in units of 1024 octets
 * @param windowSize agreed
 * @param state what {@link InterruptedTransfer#decoded} makes an interrupted transfer of; empty if it cannot be written down
 */
public record TransferProgress(Activity activity, int serial, int checkpointSize, int windowSize, Octets state) {}
