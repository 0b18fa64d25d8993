namespace Dapr.Protocol.Grpc;

/// <summary>The status codes of gRPC, numbered as on the wire.</summary>
public enum StatusCode
{
    /// <summary>The call succeeded.</summary>
    OK = 0,

    /// <summary>The call was cancelled, usually by the caller.</summary>
    Cancelled = 1,

    /// <summary>A failure without a better code.</summary>
    Unknown = 2,

    /// <summary>The request is wrong whatever the state of the system.</summary>
    InvalidArgument = 3,

    /// <summary>The deadline passed before the call ended.</summary>
    DeadlineExceeded = 4,

    /// <summary>The thing asked for does not exist.</summary>
    NotFound = 5,

    /// <summary>The thing to be created exists.</summary>
    AlreadyExists = 6,

    /// <summary>The caller is known and may not do this.</summary>
    PermissionDenied = 7,

    /// <summary>A quota or a size limit was passed.</summary>
    ResourceExhausted = 8,

    /// <summary>The system is not in the state the call needs.</summary>
    FailedPrecondition = 9,

    /// <summary>A concurrency conflict; in Dapr's state API, a stale ETag.</summary>
    Aborted = 10,

    /// <summary>An iteration went past its end.</summary>
    OutOfRange = 11,

    /// <summary>The method is not implemented by this server.</summary>
    Unimplemented = 12,

    /// <summary>An invariant is broken, or the protocol was violated.</summary>
    Internal = 13,

    /// <summary>The server cannot be reached or cannot serve now; a retry may succeed.</summary>
    Unavailable = 14,

    /// <summary>Data was lost for good.</summary>
    DataLoss = 15,

    /// <summary>The caller is not known.</summary>
    Unauthenticated = 16,
}
