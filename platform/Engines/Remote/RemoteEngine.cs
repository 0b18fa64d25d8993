using System.Net;
using System.Text.Json;
using DaprProcessing.Contracts.Problems;
using Microsoft.Extensions.Logging;
using Polly;
using Polly.Retry;

namespace DaprProcessing.Engines.Remote;

/// <summary>
/// An engine behind HTTP: sends a request until it is answered, and says in typed failures why it is not. An engine that is away,
/// busy or silent is a retryable <see cref="FailureException"/>; one that refuses us or answers nonsense is not.
/// </summary>
/// <param name="readError">Reads the body of an error, where the engine says there what its status does not.</param>
public sealed partial class RemoteEngine(
    string name, RemoteEngineOptions options, HttpClient http, TimeProvider time, ILogger logger,
    Func<RemoteAnswer, EngineError>? readError = null)
{
    private const int QuotedLetters = 200;

    /// <param name="Failure">Why there is no answer, where one may come another time; null for an answer.</param>
    private readonly record struct Attempt(RemoteAnswer? Answer, FailureException? Failure);

    /// <summary>
    /// For a client that keeps to this engine: no proxies of the environment, no redirects to elsewhere, no cookies.
    /// </summary>
    public static HttpClient NewClient() =>
        new(new SocketsHttpHandler { AllowAutoRedirect = false, UseCookies = false, UseProxy = false })
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };

    /// <param name="request">Makes the request anew for each attempt; its address is relative to the endpoint.</param>
    /// <param name="read">Reads an answer of success; what it throws as <see cref="JsonException"/> or
    /// <see cref="InvalidDataException"/> is an invalid answer.</param>
    public Task<T> SendAsync<T>(
        Func<HttpRequestMessage> request, Func<RemoteAnswer, T> read, CancellationToken cancellationToken) =>
        SendAsync(request, read, _ => false, cancellationToken);

    /// <param name="isAnswer">Statuses beside success that <paramref name="read"/> wants to see.</param>
    public async Task<T> SendAsync<T>(
        Func<HttpRequestMessage> request, Func<RemoteAnswer, T> read, Func<int, bool> isAnswer,
        CancellationToken cancellationToken)
    {
        var last = await Repeating().ExecuteAsync(
            async token => await TryAsync(request, isAnswer, token).ConfigureAwait(false), cancellationToken)
            .ConfigureAwait(false);
        if (last.Failure is { } failure)
        {
            // The pipeline hands out what came last to a caller who has left, too.
            cancellationToken.ThrowIfCancellationRequested();
            throw failure;
        }

        return Read(last.Answer!, read);
    }

    // What is repeated is an answer read to its end: only its body says, of some engines, whether to come again and when.
    private ResiliencePipeline<Attempt> Repeating() => options.Attempts == 1 ? ResiliencePipeline<Attempt>.Empty
        : new ResiliencePipelineBuilder<Attempt> { TimeProvider = time }.AddRetry(new RetryStrategyOptions<Attempt>
        {
            MaxRetryAttempts = options.Attempts - 1,
            ShouldHandle = attempt => ValueTask.FromResult(attempt.Outcome.Result.Failure is not null
                && WaitAfter(attempt.Outcome.Result, attempt.AttemptNumber) <= options.MaxRetryAfter),
            DelayGenerator = attempt =>
                ValueTask.FromResult<TimeSpan?>(WaitAfter(attempt.Outcome.Result, attempt.AttemptNumber)),
            OnRetry = attempt =>
            {
                LogAgain(logger, name, attempt.Outcome.Result.Failure!.Message, attempt.RetryDelay.TotalSeconds);
                return ValueTask.CompletedTask;
            },
        }).Build();

    /// <param name="number">0 for the first.</param>
    private TimeSpan WaitAfter(Attempt attempt, int number) =>
        attempt.Answer?.RetryAfter ?? (options.RetryDelay * Math.Pow(2, number));

    private async Task<Attempt> TryAsync(
        Func<HttpRequestMessage> request, Func<int, bool> isAnswer, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(options.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        using var message = request();
        message.RequestUri = new Uri(new Uri(options.Endpoint.TrimEnd('/') + "/"), message.RequestUri!);
        try
        {
            using var response = await http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, either.Token)
                .ConfigureAwait(false);
            return Judge(await RemoteAnswer.ReadAsync(response, options.MaxAnswerBytes, time, either.Token)
                .ConfigureAwait(false), isAnswer);
        }
        catch (Exception error) when (error is HttpRequestException or IOException)
        {
            return new Attempt(null, Away("does not answer", error));
        }
        catch (OperationCanceledException error) when (!cancellationToken.IsCancellationRequested)
        {
            return new Attempt(null, new FailureException(
                new Failure(FailureCodes.EngineTimeout, $"{name} has not answered in time.", Retryable: true), error));
        }
        catch (InvalidDataException error)
        {
            throw Invalid(error);
        }
    }

    /// <exception cref="FailureException">It is a refusal, and would be one again.</exception>
    private Attempt Judge(RemoteAnswer answer, Func<int, bool> isAnswer)
    {
        if (answer.Status is >= 200 and < 300 || isAnswer(answer.Status))
        {
            return new Attempt(answer, null);
        }

        var error = readError?.Invoke(answer) ?? EngineError.None;
        if (error.IsKeyRefused || !IsPassing(answer.Status))
        {
            throw Refused(answer, error);
        }

        answer = answer with { RetryAfter = answer.RetryAfter ?? error.RetryAfter };
        return new Attempt(answer, answer.Status == (int)HttpStatusCode.TooManyRequests ? Busy(answer)
            : Away($"answers with status {answer.Status}"));
    }

    private T Read<T>(RemoteAnswer answer, Func<RemoteAnswer, T> read)
    {
        try
        {
            return read(answer);
        }
        catch (Exception error) when (error is JsonException or InvalidDataException or FormatException
            or KeyNotFoundException or InvalidOperationException)
        {
            throw Invalid(error);
        }
    }

    // Statuses that say nothing of the request: it may well be answered next time.
    private static bool IsPassing(int status) => status is 408 or 429 or 500 or 502 or 503 or 504;

    private FailureException Refused(RemoteAnswer answer, EngineError error) =>
        error.IsKeyRefused || (HttpStatusCode)answer.Status is HttpStatusCode.Unauthorized or HttpStatusCode.Forbidden
            ? Failure(FailureCodes.EngineKeyRefused, $"{name} refuses the key that it is given.")
            : Failure(FailureCodes.EngineRefused, $"{name} refuses the request with status {answer.Status}: {Quote(answer)}");

    private static string Quote(RemoteAnswer answer)
    {
        var text = answer.Text.ReplaceLineEndings(" ");
        return text.Length <= QuotedLetters ? text : $"{text[..QuotedLetters]}…";
    }

    private FailureException Busy(RemoteAnswer answer) => new(new Failure(
        FailureCodes.EngineRateLimited,
        $"{name} has been asked too often"
            + (answer.RetryAfter is { } wait ? $" and wants to be left alone for {Math.Ceiling(wait.TotalSeconds)} s." : "."),
        Retryable: true));

    private FailureException Away(string how, Exception? error = null) => new(
        new Failure(FailureCodes.EngineUnavailable, $"{name} {how}.", Retryable: true), error);

    private FailureException Invalid(Exception error) => new(
        new Failure(FailureCodes.EngineAnswerInvalid, $"{name} gave an answer that cannot be read."), error);

    private static FailureException Failure(string code, string message) => new(new Failure(code, message));

    [LoggerMessage(Level = LogLevel.Warning, Message = "{Engine} is asked again in {Seconds} s: {Reason}")]
    private static partial void LogAgain(ILogger logger, string engine, string reason, double seconds);
}
