using System.Text.Json;
using DaprProcessing.Local.Runtime.Operations;
using Grpc.Core;

namespace DaprProcessing.Local.Runtime.HttpApi;

/// <summary>Turns failures into Dapr's error answers.</summary>
internal static class ErrorResponses
{
    public static Task WriteAsync(HttpContext context, int status, string errorCode, string message)
    {
        context.Response.StatusCode = status;
        context.Response.ContentType = "application/json";
        var body = JsonSerializer.SerializeToUtf8Bytes(new Dictionary<string, string> { ["errorCode"] = errorCode, ["message"] = message });
        return context.Response.Body.WriteAsync(body).AsTask();
    }

    /// <summary>Runs an HTTP endpoint; no failure leaves the caller without an answer.</summary>
    public static async Task GuardAsync(HttpContext context, RequestDelegate endpoint, ILogger logger)
    {
        try
        {
            await endpoint(context);
        }
        catch (ApiException failure) when (!context.Response.HasStarted)
        {
            await WriteAsync(context, failure.HttpStatus, failure.ErrorCode, failure.Message);
        }
        catch (BadHttpRequestException failure) when (!context.Response.HasStarted)
        {
            await WriteAsync(context, failure.StatusCode, "ERR_BODY_READ", failure.Message);
        }
        catch (OperationCanceledException) when (context.RequestAborted.IsCancellationRequested)
        {
            // The caller has gone: nobody to answer.
            context.Abort();
        }
        catch (Exception failure) when (!context.Response.HasStarted)
        {
            logger.LogError(failure, "{Method} {Path} failed", context.Request.Method, context.Request.Path);
            await WriteAsync(context, 500, "ERR_INTERNAL", "an unexpected error; the runtime's log has it");
        }
    }

    /// <summary>The same failure for gRPC callers.</summary>
    public static RpcException ToRpc(ApiException failure) => new(new Status(failure.Status, failure.Message, failure));
}
