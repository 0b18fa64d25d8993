using System.Net;
using Microsoft.Extensions.Http.Resilience;
using Polly;
using Polly.Timeout;

namespace DaprProcessing.Client.Http;

/// <summary>
/// When a request is sent again: after failures that pass, never earlier than the platform asks, and only where that changes
/// nothing. All of them can be repeated: reading, cancelling and deleting by their nature, submitting and
/// retrying a job by their Idempotency-Keys; an upload nobody names expires.
/// </summary>
internal static class Retrying
{
    public static void Configure(ResiliencePipelineBuilder<HttpResponseMessage> pipeline, DocumentServiceOptions options)
    {
        if (options.MaxRetries > 0)
        {
            pipeline.AddRetry(new HttpRetryStrategyOptions
            {
                MaxRetryAttempts = options.MaxRetries,
                Delay = TimeSpan.FromMilliseconds(200),
                BackoffType = DelayBackoffType.Exponential,
                UseJitter = true,
                MaxDelay = options.MaxRetryDelay,
                // Asked for pauses are judged in ShouldHandle; the strategy's own reading of the header would not know the bound.
                DelayGenerator = attempt => ValueTask.FromResult(RetryAfter(attempt.Outcome.Result)),
                ShouldHandle = attempt => ValueTask.FromResult(
                    IsTransient(attempt.Outcome, attempt.Context.CancellationToken)
                    && !(RetryAfter(attempt.Outcome.Result) > options.MaxRetryDelay)
                    && attempt.Context.GetRequestMessage() is { } request && RequestTraits.MayRepeat(request)),
            });
        }

        pipeline.AddTimeout(new HttpTimeoutStrategyOptions
        {
            TimeoutGenerator = attempt => ValueTask.FromResult(
                attempt.Context.GetRequestMessage() is { } request && RequestTraits.Of(request) is { Timeout: { } limit }
                    ? limit
                    : Timeout.InfiniteTimeSpan),
        });
    }

    /// <summary>When the platform wants to be asked again.</summary>
    public static TimeSpan? RetryAfter(HttpResponseMessage? response) => response?.Headers.RetryAfter switch
    {
        { Delta: { } delta } => delta,
        { Date: { } date } => date - DateTimeOffset.UtcNow is var rest && rest > TimeSpan.Zero ? rest : TimeSpan.Zero,
        _ => null,
    };

    private static bool IsTransient(Outcome<HttpResponseMessage> outcome, CancellationToken cancellationToken) => outcome switch
    {
        { Exception: HttpRequestException or TimeoutRejectedException } => !cancellationToken.IsCancellationRequested,
        { Result: { } response } => response.StatusCode is HttpStatusCode.RequestTimeout or HttpStatusCode.TooManyRequests
            or HttpStatusCode.BadGateway or HttpStatusCode.ServiceUnavailable or HttpStatusCode.GatewayTimeout
            // An earlier attempt with the same Idempotency-Key, whose answer was lost, is still under way.
            || response is
            {
                StatusCode: HttpStatusCode.Conflict, RequestMessage.Method.Method: "POST", Headers.RetryAfter: not null,
            },
        _ => false,
    };
}
