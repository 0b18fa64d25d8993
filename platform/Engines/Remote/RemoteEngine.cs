using System.Net;
using System.Text.Json;
using DaprProcessing.Contracts.Problems;
using Microsoft.Extensions.Logging;

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
        var pause = options.RetryDelay;
        for (var attempt = 1; ; attempt++, pause *= 2)
        {
            var (answer, failure) = await TryAsync(request, cancellationToken).ConfigureAwait(false);
            if (answer is { Status: >= 200 and < 300 } || (answer is not null && isAnswer(answer.Status)))
            {
                return Read(answer, read);
            }

            var error = answer is null ? EngineError.None : readError?.Invoke(answer) ?? EngineError.None;
            if (answer is not null && (error.IsKeyRefused || !IsPassing(answer.Status)))
            {
                throw Refused(answer, error);
            }

            answer = answer is null ? null : answer with { RetryAfter = answer.RetryAfter ?? error.RetryAfter };
            failure ??= answer!.Status == (int)HttpStatusCode.TooManyRequests ? Busy(answer)
                : Away($"answers with status {answer.Status}");
            var wait = answer?.RetryAfter ?? pause;
            if (attempt >= options.Attempts || wait > options.MaxRetryAfter)
            {
                throw failure;
            }

            LogAgain(logger, name, failure.Message, wait.TotalSeconds);
            await Task.Delay(wait, time, cancellationToken).ConfigureAwait(false);
        }
    }

    private async Task<(RemoteAnswer? Answer, FailureException? Failure)> TryAsync(
        Func<HttpRequestMessage> request, CancellationToken cancellationToken)
    {
        using var timeout = new CancellationTokenSource(options.Timeout, time);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, timeout.Token);
        using var message = request();
        message.RequestUri = new Uri(new Uri(options.Endpoint.TrimEnd('/') + "/"), message.RequestUri!);
        try
        {
            using var response = await http.SendAsync(message, HttpCompletionOption.ResponseHeadersRead, either.Token)
                .ConfigureAwait(false);
            return (await RemoteAnswer.ReadAsync(response, options.MaxAnswerBytes, time, either.Token).ConfigureAwait(false),
                null);
        }
        catch (Exception error) when (error is HttpRequestException or IOException)
        {
            return (null, Away("does not answer", error));
        }
        catch (OperationCanceledException error) when (!cancellationToken.IsCancellationRequested)
        {
            return (null, new FailureException(
                new Failure(FailureCodes.EngineTimeout, $"{name} has not answered in time.", Retryable: true), error));
        }
        catch (InvalidDataException error)
        {
            throw Invalid(error);
        }
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
