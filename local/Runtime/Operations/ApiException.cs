using DaprProcessing.Local.Components;
using Grpc.Core;

namespace DaprProcessing.Local.Runtime.Operations;

/// <summary>A call of the runtime API failed: what HTTP callers and gRPC callers see of it.</summary>
internal sealed class ApiException(int httpStatus, StatusCode status, string errorCode, string message, Exception? inner = null)
    : Exception(message, inner)
{
    public int HttpStatus { get; } = httpStatus;

    public StatusCode Status { get; } = status;

    /// <summary>Dapr's name of the error, <c>ERR_…</c>.</summary>
    public string ErrorCode { get; } = errorCode;

    public static ApiException Malformed(string message) => new(400, StatusCode.InvalidArgument, "ERR_MALFORMED_REQUEST", message);

    /// <summary>Failures a component reports and a resiliency policy may retry.</summary>
    public static bool IsRetriable(Exception failure) => failure is ComponentException { Kind: ComponentErrorKind.Unavailable };
}
