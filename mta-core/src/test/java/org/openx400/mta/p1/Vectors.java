package org.openx400.mta.p1;

import org.openx400.mta.octets.AnnotatedHex;
import org.openx400.mta.octets.Octets;

/** A message, a report and a probe in the order of members of X.411 12.2.1, one member to a line. */
final class Vectors {
    static final Octets MESSAGE = AnnotatedHex.octets("""
            a082012b                                                                      # MTS-APDU message
               3182011f                                                                   # MessageTransferEnvelope
                  641e631061041302676262051303415454130158160a6c6f63616c2d30303031        # message-identifier local-0001
                  601f301d61041302676262051303415454a20313015883016fa506800453656e64      # originator-name
                  650480020520                                                            # original-encoded-information-types ia5-text
                  460116                                                                  # content-type 22
                  4a056369642d31                                                          # content-identifier cid-1
                  470102                                                                  # priority urgent
                  48020430                                                                # alternate-recipient-allowed, content-return-request
                  800d3236313132313036303030305a                                          # deferred-delivery-time
                  a1193017610413026762300ca0051303415454a103130158020107                  # per-domain-bilateral-information, to a private domain
                  692830266310610413026762620513034154541301583112800d32363131323032313330# trace-information
                  30305a820100
                  a30e300c80010181020520a2030a0101                                        # extensions: recipient-reassignment-prohibited, critical for delivery
                  a261312c6020301e61041302676262051303415454a20313015883016fa5078005526563# per-recipient-fields: D0 with explicit-conversion 8; 28 with a private extension
                  6970800101810200d082010831316020301e61041302676262051303415454a203130158
                  83016fa50780054f7468657280010281020028a306300483022a03
               0406010203040506                                                           # content
            """);

    static final Octets REPORT = AnnotatedHex.octets("""
            a18201d1                                                                      # MTS-APDU report
               318189                                                                     # ReportTransferEnvelope
                  641963106104130267626205130341545413015816057265702d31                  # report-identifier rep-1
                  601f301d61041302676262051303415454a20313015883016fa506800453656e64      # report-destination-name
                  692830266310610413026762620513034154541301583112800d32363131323032313330# trace-information
                  30305a820100
                  a121301f800127a21a301863106104130267626205130341545413015816044d544131  # extensions: reporting-MTA-name
               31820141                                                                   # ReportTransferContent
                  641e631061041302676262051303415454130158160a6c6f63616c2d30303031        # subject-identifier local-0001
                  692830266310610413026762620513034154541301583112800d32363131323032313330# subject-intermediate-trace-information
                  30305a820100
                  650480020520                                                            # original-encoded-information-types
                  460116                                                                  # content-type 22
                  4a056369642d31                                                          # content-identifier
                  a203020109                                                              # additional-information
                  a310300e800117a20916075375626a656374                                    # extensions: content-correlator
                  a081c83152a020301e61041302676262051303415454a20313015883016fa50780055265# per-recipient-fields: 1/0 with supplementary-information; delivered to a ms
                  636970810101820200d0a319800d3236313132303231333030305aa108a1068001018101
                  00850c4e6f207375636820757365723172a020301e61041302676262051303415454a203
                  13015883016fa50780054f7468657281010282020028a325800d32363131323032313330
                  30305aa114a012800d3236313132303231333030305a810102a420301e61041302676262
                  051303415454a20313015883016fa50780054669727374
                  8103010203                                                              # returned-content
            """);

    static final Octets PROBE = AnnotatedHex.octets("""
            a281a0                                                                        # MTS-APDU probe
                  641b631061041302676262051303415454130158160770726f62652d31              # probe-identifier
                  601f301d61041302676262051303415454a20313015883016fa506800453656e64      # originator-name
                  460116                                                                  # content-type 22
                  800204d2                                                                # content-length 1234
                  48020640                                                                # implicit-conversion-prohibited
                  692830266310610413026762620513034154541301583112800d32363131323032313330# trace-information
                  30305a820100
                  a22b31296020301e61041302676262051303415454a20313015883016fa5078005526563# per-recipient-fields
                  6970800101810200d0
            """);

    private Vectors() {}
}
