using System.Globalization;
using Grpc.Core;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Server.Kestrel.Core.Features;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Dapr.Protocol.Grpc;

/// <summary>One call on the server: checks the request, runs the handler under the caller's deadline, ends with a status.</summary>
internal sealed partial class GrpcServerCall : IDisposable
{
    private GrpcServerCall(HttpContext context)
    {
        var limit = context.GetEndpoint()?.Metadata.GetMetadata<GrpcMessageLimit>()?.Bytes ?? GrpcLimits.MaxMessageSizeBytes;
        Context = context;
        Requests = new GrpcMessageReader(context.Request.BodyReader, context.Request.Headers[GrpcProtocol.EncodingHeader], limit);
        Responses = new GrpcMessageWriter(context.Response.BodyWriter);
    }

    public HttpContext Context { get; }

    public GrpcMessageReader Requests { get; }

    public GrpcMessageWriter Responses { get; }

    public static async Task RunAsync(HttpContext context, bool isStream, Func<GrpcServerCall, Task> handler)
    {
        if (!GrpcProtocol.IsGrpc(context.Request.ContentType))
        {
            context.Response.StatusCode = StatusCodes.Status415UnsupportedMediaType;
            return;
        }

        // The message limit takes the place of the limit on the body, which a stream would reach in time.
        if (context.Features.Get<IHttpMaxRequestBodySizeFeature>() is { IsReadOnly: false } bodySize)
        {
            bodySize.MaxRequestBodySize = null;
        }

        context.Response.ContentType = GrpcProtocol.ContentType;
        context.Response.Headers[GrpcProtocol.AcceptEncodingHeader] = GrpcCompression.Accepted;

        var aborted = context.RequestAborted;
        CancellationTokenSource? ends = null;
        var status = StatusCode.OK;
        var detail = "";
        try
        {
            if (Ends(context, isStream) is { } linked)
            {
                ends = linked;
                context.RequestAborted = linked.Token;
            }

            using var call = new GrpcServerCall(context);
            await handler(call).ConfigureAwait(false);
        }
        catch (RpcException e)
        {
            (status, detail) = (e.StatusCode, e.Status.Detail);
        }
        catch (Exception e) when (aborted.IsCancellationRequested)
        {
            // The caller is gone: there is nobody to answer, and what broke while it left says nothing about this server.
            Log.Abandoned(Logger(context), context.Request.Path, e.GetType().Name);
            return;
        }
        catch (OperationCanceledException) when (Stopping(context).IsCancellationRequested)
        {
            (status, detail) = (StatusCode.Cancelled, "The server is shutting down.");
        }
        catch (Exception) when (ends?.IsCancellationRequested == true)
        {
            (status, detail) = (StatusCode.DeadlineExceeded, "The deadline of the call passed.");
        }
        catch (OperationCanceledException)
        {
            (status, detail) = (StatusCode.Cancelled, "The call was cancelled by the server.");
        }
        catch (Exception e)
        {
            Log.Failed(Logger(context), context.Request.Path, e);
            (status, detail) = (StatusCode.Internal, e.Message);
        }
        finally
        {
            context.RequestAborted = aborted;
            ends?.Dispose();
        }

        if (!aborted.IsCancellationRequested)
        {
            End(context.Response, status, detail);
        }
    }

    /// <summary>For streams: a caller may be silent for hours.</summary>
    public void AllowIdleRequest()
    {
        if (Context.Features.Get<IHttpMinRequestBodyDataRateFeature>() is { } rate)
        {
            rate.MinDataRate = null;
        }
    }

    public void Dispose() => Responses.Dispose();

    /// <summary>What ends the call besides its caller: the deadline, and for a stream, which may have none, the stop of the server.</summary>
    private static CancellationTokenSource? Ends(HttpContext context, bool isStream)
    {
        var timeout = ReadTimeout(context);
        if (timeout is null && !isStream)
        {
            return null;
        }

        var ends = CancellationTokenSource.CreateLinkedTokenSource(
            context.RequestAborted, isStream ? Stopping(context) : CancellationToken.None);
        if (timeout is { } time)
        {
            ends.CancelAfter(time);
        }

        return ends;
    }

    private static CancellationToken Stopping(HttpContext context) =>
        context.RequestServices.GetService<IHostApplicationLifetime>()?.ApplicationStopping ?? CancellationToken.None;

    private static TimeSpan? ReadTimeout(HttpContext context)
    {
        var text = context.Request.Headers[GrpcProtocol.TimeoutHeader].ToString();
        if (text.Length == 0)
        {
            return null;
        }

        if (!GrpcProtocol.TryDecodeTimeout(text, out var timeout))
        {
            throw new RpcException(new Status(StatusCode.Internal, $"Bad grpc-timeout '{text}'."));
        }

        // Timers hold about 49 days; a longer deadline is none.
        return timeout < TimeSpan.FromDays(40) ? timeout : null;
    }

    private static void End(HttpResponse response, StatusCode status, string detail)
    {
        response.AppendTrailer(GrpcProtocol.StatusTrailer, ((int)status).ToString(CultureInfo.InvariantCulture));
        if (detail.Length > 0)
        {
            response.AppendTrailer(GrpcProtocol.MessageTrailer, GrpcProtocol.EncodeDetail(detail));
        }
    }

    private static ILogger Logger(HttpContext context) =>
        context.RequestServices.GetRequiredService<ILoggerFactory>().CreateLogger("Dapr.Protocol.Grpc");

    private static partial class Log
    {
        [LoggerMessage(1, LogLevel.Error, "gRPC call {Path} failed")]
        public static partial void Failed(ILogger logger, PathString path, Exception exception);

        [LoggerMessage(2, LogLevel.Debug, "gRPC call {Path} was abandoned by its caller ({Exception})")]
        public static partial void Abandoned(ILogger logger, PathString path, string exception);
    }
}
