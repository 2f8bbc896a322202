package org.openx400.mta.net;

import static org.awaitility.Awaitility.await;
import static org.openx400.mta.net.NetFixture.address;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** For {@link FewPortsTest}: four peers that listen, one that refuses, and as many connections as the ports allow. */
final class FewPortsMain {
    private static final InetAddress SOURCE = address("127.0.0.7");
    private static final InetSocketAddress REFUSING = new InetSocketAddress(address("127.0.1.9"), 102);
    private static final Duration SOON = Duration.ofSeconds(10);
    private static final int PORTS = 32;

    private FewPortsMain() {}

    public static void main(String[] arguments) {
        int exit = 1;
        try {
            run();
            exit = 0;
        } catch (IOException | RuntimeException e) {
            e.printStackTrace(System.out);
        }
        Runtime.getRuntime().exit(exit); // threads that accept would go on
    }

    private static void run() throws IOException {
        List<InetSocketAddress> peers = new ArrayList<>();
        List<NetFixture.Dial> dials = new ArrayList<>();
        List<NetFixture.Dial> refused = new ArrayList<>();
        try (NetFixture net = new NetFixture(PeerNetwork.Limits.DEFAULT)) {
            for (int i = 1; i <= 4; i++) {
                InetSocketAddress peer = new InetSocketAddress(address("127.0.1." + i), 102);
                net.listen(peer);
                peers.add(peer);
            }
            System.out.println("the kernel's choice of ports: " + withPortsOfTheKernel(peers) + " connections");
            for (int i = 0; i < PORTS; i++) {
                peers.forEach(peer -> dials.add(net.dial(peer, SOURCE, SOON)));
                refused.add(net.dial(REFUSING, SOURCE, SOON));
            }
            await().atMost(SOON)
                    .until(() -> dials.stream().allMatch(FewPortsMain::isDone)
                            && refused.stream().allMatch(FewPortsMain::isDone));
            System.out.println("our choice of ports: "
                    + dials.stream().filter(dial -> dial.peer != null).count() + " connections");
            dials.stream().filter(dial -> dial.failure != null).forEach(dial -> System.out.println(dial.failure.why()));
            System.out.println("refused: " + kinds(refused));

            NetFixture.Dial oneTooMany = net.dial(peers.get(0), SOURCE, SOON);
            System.out.println("one more: " + kinds(List.of(oneTooMany)) + ", " + oneTooMany.failure.ports());
            NetFixture.Dial elsewhere = net.dial(REFUSING, SOURCE, SOON);
            await().until(() -> isDone(elsewhere));
            System.out.println("elsewhere: " + kinds(List.of(elsewhere)));

            dials.get(0).peer.socket.closeNow();
            List<NetFixture.Dial> again = new ArrayList<>();
            await().atMost(SOON).until(() -> {
                NetFixture.Dial dial = net.dial(peers.get(0), SOURCE, SOON);
                again.add(dial);
                await().until(() -> isDone(dial));
                return dial.peer != null;
            });
            System.out.println("after one was closed: 1 connection");
        }
    }

    /** What this test would see if nothing were done about it: each port serves one destination. */
    private static int withPortsOfTheKernel(List<InetSocketAddress> peers) throws IOException {
        List<Socket> sockets = new ArrayList<>();
        try {
            while (true) {
                Socket socket = new Socket();
                sockets.add(socket);
                socket.setSoLinger(true, 0);
                socket.bind(new InetSocketAddress(address("127.0.0.8"), 0));
                socket.connect(peers.get(sockets.size() % peers.size()));
            }
        } catch (BindException noPortLeft) {
            return sockets.size() - 1;
        } finally {
            for (Socket socket : sockets) {
                socket.close();
            }
        }
    }

    private static boolean isDone(NetFixture.Dial dial) {
        return dial.peer != null || dial.failure != null;
    }

    private static String kinds(List<NetFixture.Dial> dials) {
        return dials.size() + " "
                + dials.stream()
                        .map(dial -> String.valueOf(dial.failure.kind()))
                        .distinct()
                        .toList();
    }
}
