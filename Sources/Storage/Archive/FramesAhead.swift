import Dispatch
import Synchronization

/// Opens frames on other threads before the reader comes to them.
///
/// It changes nothing in what is read: the reader walks the file as it would alone, and takes a frame from here when
/// one was opened at exactly that place.
final class FramesAhead {
    /// Frames begun and not taken yet, at most.
    private let most: Int
    private var waiting = 0
    private let queue = DispatchQueue(label: "jibu.archive", attributes: .concurrent)

    init(workers: Int) { most = workers + 1 }

    var hasRoom: Bool { waiting < most }

    func open(_ frame: [UInt8]) -> Job {
        waiting += 1
        let job = Job()
        queue.async {
            job.finish(Result { () throws(FrameFault) in
                guard let decompressor = try? FrameDecompressor() else { throw .broken("no memory to open it") }
                var fault: FrameFault?
                let opened = frame.withUnsafeBytes { bytes -> OpenedFrame? in
                    do throws(FrameFault) { return try OpenedFrame(bytes, with: decompressor) } catch {
                        fault = error
                        return nil
                    }
                }
                guard let opened else { throw fault ?? .broken("it cannot be read") }
                return opened
            })
        }
        return job
    }

    /// Waits for a frame, which makes room for another one.
    func take(_ job: Job) -> Result<OpenedFrame, FrameFault> {
        waiting -= 1
        return job.wait()
    }

    /// One frame on its way.
    final class Job: Sendable {
        private let result = Mutex<Result<OpenedFrame, FrameFault>?>(nil)
        private let done = DispatchSemaphore(value: 0)

        fileprivate func finish(_ outcome: Result<OpenedFrame, FrameFault>) {
            result.withLock { $0 = outcome }
            done.signal()
        }

        fileprivate func wait() -> Result<OpenedFrame, FrameFault> {
            done.wait()
            return result.withLock { $0 } ?? .failure(.broken("it cannot be read"))
        }
    }
}
