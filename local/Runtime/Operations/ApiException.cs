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

    public static ApiException Malformed(string message) =>
        new(400, StatusCode.InvalidArgument, "ERR_MALFORMED_REQUEST", message);

    /// <summary>What daprd answers to a path that it does not know: it takes it for an invocation without an app id.</summary>
    public static ApiException NoAppId() => new(
        404, StatusCode.InvalidArgument, "ERR_DIRECT_INVOKE",
        "failed getting app id either from the URL path or the header dapr-app-id");
}
