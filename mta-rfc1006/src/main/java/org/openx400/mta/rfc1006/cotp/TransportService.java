package org.openx400.mta.rfc1006.cotp;

import java.util.List;
import org.openx400.mta.octets.Octets;

/**
 * The transport service (X.214) of one class 0 connection over one TCP connection. Nothing here does I/O: each call
 * returns what is to be done, in order. One thread at a time.
 */
public interface TransportService {
    /** Octets that TCP brought, cut anywhere. */
    List<TransportEffect> received(Octets octets);

    /** TCP is gone; nothing is answered. */
    List<TransportEffect> closed(String why);

    /** Initiator, TCP just connected: sends CR. */
    List<TransportEffect> connect();

    /** Responder, after {@link TransportIndication.Connect}: sends CC. */
    List<TransportEffect> accept();

    /** Responder, after {@link TransportIndication.Connect}: sends DR with this X.224 reason (13.5.3) and closes. */
    List<TransportEffect> refuse(int reason);

    /** T-DATA request; a TSDU may be given in pieces, the last of them with {@code endOfTsdu}. */
    List<TransportEffect> data(Octets piece, boolean endOfTsdu);

    /** T-DISCONNECT request: class 0 closes TCP. */
    List<TransportEffect> disconnect();
}
