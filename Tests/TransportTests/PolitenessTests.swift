import Model
import TestSupport
import Testing

@testable import Transport

@Suite(.serialized) struct PolitenessTests {
    @Test("200 requests to 20 hosts: one per host at a time, eight at once, connections kept")
    func crowd() async throws {
        let server = try LoopbackHTTP()
        defer { server.stop() }
        server.script("/", .ok("x"))
        let names = (0..<20).map { "host\($0).example" }
        var policy = NetworkPolicy.test(server, names: names)
        policy.concurrency = 8
        let client = testClient(policy)
        let statuses = try await withThrowingTaskGroup(of: Int.self) { group in
            for number in 0..<200 {
                group.addTask { try await client.send(HTTPRequest(.get, "http://\(names[number % 20])/")).status }
            }
            return try await group.reduce(into: []) { $0.append($1) }
        }
        #expect(statuses == [Int](repeating: 200, count: 200))
        let record = server.record
        #expect(record.mostAtOnce <= 8)
        #expect(record.mostAtOncePerHost == 1)
        #expect(record.requests.count == 200)
        for name in names { #expect(record.requests.count { $0.header("Host") == name } == 10) }
    }

    @Test("one host gets one connection for many requests")
    func reuse() async throws {
        let server = try LoopbackHTTP()
        defer { server.stop() }
        server.script("/", .ok("x"))
        let client = testClient(.test(server))
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<30 { group.addTask { _ = try? await client.send(HTTPRequest(.get, server.url())) } }
        }
        #expect(server.record.requests.count == 30)
        #expect(server.record.connections == 1)
        #expect(server.record.mostAtOnce == 1)
    }

    @Test("cancelling ends a running request and one that waits for its turn")
    func cancelling() async throws {
        let server = try LoopbackHTTP()
        defer { server.stop() }
        server.script("/", .silent)
        server.script("/next", .ok("x"))
        let client = testClient(.test(server))
        let running = Task { await failure(client, HTTPRequest(.get, server.url())) }
        await server.arrived(1)
        let waiting = Task { await failure(client, HTTPRequest(.get, server.url("/waiting"))) }
        waiting.cancel()
        #expect(await waiting.value?.maybeSent == false)
        running.cancel()
        let found = await running.value
        #expect(found?.kind == .cut)
        #expect(found?.maybeSent == true)
        #expect(try await client.send(HTTPRequest(.get, server.url("/next"))).status == 200)
        #expect(server.requests.count == 2)
    }

    @Test("a cancelled task sends nothing at all")
    func cancelledBefore() async throws {
        let server = try LoopbackHTTP()
        defer { server.stop() }
        let client = testClient(.test(server))
        let task = Task {
            withUnsafeCurrentTask { $0?.cancel() }
            return await failure(client, HTTPRequest(.get, server.url()))
        }
        #expect(await task.value?.kind == .cut)
        #expect(server.record.connections == 0)
    }

    @Test("after one 429 a host is left alone, also by those who wait in line")
    func storm() async throws {
        let server = try LoopbackHTTP()
        defer { server.stop() }
        server.script("/", .status(429, headers: ["Retry-After: 120"]))
        server.script("/other", .ok("x"))
        let client = testClient(.test(server, names: ["busy.example", "calm.example"]))
        let outcomes = await withTaskGroup(of: String.self) { group in
            for _ in 0..<40 {
                group.addTask {
                    do throws(HTTPFailure) {
                        return try await String(client.send(HTTPRequest(.get, "http://busy.example/")).status)
                    } catch {
                        return "\(error.kind.rawValue) \(error.retryAt?.description ?? "")"
                    }
                }
            }
            return await group.reduce(into: [:]) { $0[$1, default: 0] += 1 }
        }
        let until = testNow.advanced(by: .seconds(120))
        #expect(outcomes == ["429": 1, "hostBlocked \(until)": 39])
        #expect(client.hostBlocks() == ["busy.example": until])
        #expect(try await client.send(HTTPRequest(.get, "http://calm.example/other")).status == 200)
        #expect(server.requests.count == 2)
    }

    @Test("a request that reads from the answer who must wait holds no host, and is held by none")
    func ownPauses() async throws {
        let server = try LoopbackHTTP()
        defer { server.stop() }
        server.script("/", .status(429, headers: ["Retry-After: 120"]))
        server.script("/page", .status(429, headers: ["Retry-After: 120"]), .ok("x"))
        let client = testClient(.test(server, names: ["busy.example"]))
        var own = HTTPRequest(.get, "http://busy.example/")
        own.isHeldWithHost = false
        for _ in 0..<2 { #expect(try await client.send(own).status == 429) }
        #expect(client.hostBlocks().isEmpty)
        #expect(try await client.send(HTTPRequest(.get, "http://busy.example/page")).status == 429)
        #expect(client.hostBlocks().count == 1)
        #expect(try await client.send(own).status == 429)
        #expect(await failure(client, HTTPRequest(.get, "http://busy.example/page"))?.kind == .hostBlocked)
        #expect(server.requests.count == 4)
    }

    @Test("a block of an earlier run holds until its time, and a redirect runs into it too")
    func remembered() async throws {
        let server = try LoopbackHTTP()
        defer { server.stop() }
        server.script("/", .redirect("http://busy.example/"))
        let until = testNow.advanced(by: .hours(1))
        let client = NetworkClient(
            policy: .test(server, names: ["busy.example", "a.example"]), hostBlocks: ["busy.example": until]
        ) { testNow }
        let found = await failure(client, HTTPRequest(.get, "http://a.example/"))
        #expect(found?.kind == .hostBlocked)
        #expect(found?.retryAt == until)
        let later = NetworkClient(
            policy: .test(server, names: ["busy.example"]), hostBlocks: ["busy.example": until]
        ) { until }
        #expect(later.hostBlocks().isEmpty)
        server.script("/", .ok("again"))
        #expect(try await later.send(HTTPRequest(.get, "http://busy.example/")).status == 200)
    }

    @Test(
        "Retry-After is read as seconds or as a date, within a minute and a day",
        arguments: [
            (nil, 600), ("", 600), ("soon", 600), ("-1", 600), ("1.5", 600), ("2027", 2027), ("0", 60), ("59", 60),
            ("61", 61), ("3600", 3600), ("1000000000000", 86_400), ("99999999999999999999", 86_400),
            ("Fri, 15 Jan 2027 09:00:00 GMT", 3600), ("Friday, 15-Jan-27 09:00:00 GMT", 3600),
            ("Fri Jan 15 09:00:00 2027", 3600), ("Fri, 15 Jan 2027 07:00:00 GMT", 60),
            ("Fri, 15 Jan 2038 08:00:00 GMT", 86_400),
        ] as [(String?, Int64)])
    func retryAfter(_ value: String?, _ seconds: Int64) {
        let blocks = HostBlocks([:]) { testNow }
        blocks.note(status: 429, retryAfter: value, host: "a.example")
        #expect(blocks.blockedUntil("a.example") == testNow.advanced(by: .seconds(seconds)))
    }

    @Test("the platform's own pause counts, unless the operator allows its address; what is held back is not slow")
    func paces() throws {
        let request = {
            var request = HTTPRequest(.get, "http://pace.example/")
            (request.pause, request.held) = (.seconds(2), .seconds(30))
            return request
        }()
        func exchange(_ policy: NetworkPolicy) throws -> HTTPExchange {
            HTTPExchange(
                try Hop(request, policy: policy), limits: request.limits, policy: policy,
                blocks: HostBlocks([:]) { testNow })
        }
        let open = try exchange(NetworkPolicy(userAgent: "test"))
        #expect(open.pause == .seconds(2) && open.slowSeconds == 50)
        let here = HostPort(host: "127.0.0.1", port: 8080)
        let own = try exchange(
            NetworkPolicy(
                allow: [here], resolve: [HostPort(host: "pace.example", port: 80): here], patience: .seconds(1),
                userAgent: "test"))
        #expect(own.pause == .seconds(0) && own.slowSeconds == 31)
    }

    @Test("without Retry-After the wait doubles up to a day, and a good answer forgets it")
    func doubling() {
        let blocks = HostBlocks([:]) { testNow }
        var waits: [Int64] = []
        for _ in 0..<10 {
            blocks.note(status: 429, retryAfter: nil, host: "a.example")
            waits.append(blocks.blockedUntil("a.example")?.since(testNow).seconds ?? 0)
        }
        #expect(waits == [600, 1200, 2400, 4800, 9600, 19_200, 38_400, 76_800, 86_400, 86_400])
        blocks.note(status: 200, retryAfter: nil, host: "a.example")
        blocks.note(status: 429, retryAfter: nil, host: "a.example")
        #expect(blocks.blockedUntil("a.example")?.since(testNow).seconds == 600)
        blocks.note(status: 503, retryAfter: "9999", host: "b.example")
        #expect(blocks.blockedUntil("b.example") == nil)
    }
}

@Suite struct HostDeskTests {
    @Test("one at a time per host, in order, with a pause after each")
    func pause() {
        var desk = HostDesk<Int>(concurrency: 10, pause: 1000)
        for number in 1...3 { desk.add(number, host: "a") }
        #expect(desk.next(now: 0) == 1)
        #expect(desk.next(now: 0) == nil)
        #expect(desk.untilWake(now: 0) == nil)
        desk.finished(host: "a", now: 500)
        #expect(desk.next(now: 1499) == nil)
        #expect(desk.untilWake(now: 1000) == 500)
        #expect(desk.next(now: 1500) == 2)
        desk.finished(host: "a", now: 1600)
        #expect(desk.next(now: 2600) == 3)
    }

    @Test("a request that arrives in the pause of an idle host waits for its end")
    func pauseOfIdleHost() {
        var desk = HostDesk<Int>(concurrency: 10, pause: 1000)
        desk.add(1, host: "a")
        _ = desk.next(now: 0)
        desk.finished(host: "a", now: 0)
        desk.add(2, host: "a")
        #expect(desk.next(now: 999) == nil)
        #expect(desk.next(now: 1000) == 2)
    }

    @Test("a host that wants a longer pause gets it, and holds up no other")
    func longerPause() {
        var desk = HostDesk<String>(concurrency: 10, pause: 1000)
        for host in ["slow", "fast"] { for number in 1...2 { desk.add("\(host) \(number)", host: host) } }
        #expect([desk.next(now: 0), desk.next(now: 0)] == ["slow 1", "fast 1"])
        desk.finished(host: "slow", now: 0, pause: 2000)
        desk.finished(host: "fast", now: 100, pause: 10)
        #expect(desk.untilWake(now: 100) == 1000)
        #expect(desk.next(now: 1100) == "fast 2")
        #expect(desk.next(now: 1999) == nil)
        #expect(desk.next(now: 2000) == "slow 2")
        desk.finished(host: "slow", now: 2000, pause: .max)
        desk.add("slow 3", host: "slow")
        #expect(desk.next(now: 2000 + 3_600_000) == "slow 3", "an hour is enough")
    }

    @Test("hosts take turns, and no more run than may")
    func turns() {
        var desk = HostDesk<String>(concurrency: 2, pause: 0)
        for number in 1...3 { desk.add("a\(number)", host: "a") }
        for host in ["b", "c"] { desk.add(host, host: host) }
        #expect([desk.next(now: 0), desk.next(now: 0), desk.next(now: 0)] == ["a1", "b", nil])
        desk.finished(host: "a", now: 0)
        #expect(desk.next(now: 0) == "c")
        desk.finished(host: "b", now: 0)
        desk.finished(host: "c", now: 0)
        #expect([desk.next(now: 0), desk.next(now: 0)] == ["a2", nil])
        desk.released(host: "a")
        #expect(desk.next(now: 0) == "a3")
        desk.released(host: "a")
        #expect(desk.busy == 0)
    }

    @Test("what is taken out of the line never runs, and its host goes on")
    func removing() {
        var desk = HostDesk<Int>(concurrency: 2, pause: 0)
        desk.add(1, host: "a")
        desk.removeWaiting(host: "a") { $0 == 1 }
        desk.add(2, host: "a")
        desk.add(3, host: "a")
        #expect([desk.next(now: 0), desk.next(now: 0)] == [2, nil])
        desk.released(host: "a")
        #expect([desk.next(now: 0), desk.next(now: 0)] == [3, nil])
    }
}
