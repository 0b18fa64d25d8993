using System.Collections.Concurrent;
using Dapr;
using DaprProcessing.Contracts.BrokerClients;
using DaprProcessing.Gateway.Problems;
using DaprProcessing.Gateway.Workflows;
using DaprProcessing.Platform.Hosting;
using DaprProcessing.Platform.Jobs;
using DaprProcessing.Platform.Objects;
using Grpc.Core;
using Microsoft.Extensions.Options;

namespace DaprProcessing.Gateway.BrokerClients;

/// <summary>
/// Looks for messages that stages have kept, and has them handled, several at a time. One that cannot be taken at the moment
/// stays, and is tried again after ever longer waits; a replica that dies over one leaves it to the others.
/// </summary>
internal sealed partial class BrokerIntake(
    BrokerMessageStore messages, BrokerRequestHandler handler, TimeProvider time, IOptions<BrokerOptions> options,
    ILogger<BrokerIntake> logger) : PeriodicService(options.Value.Every, time, logger)
{
    private const int MaxPending = 8;

    private static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    private readonly ConcurrentDictionary<string, Task> _pending = new();
    private readonly ConcurrentDictionary<string, Wait> _waits = new();
    private readonly SemaphoreSlim _places = new(MaxPending);

    public override async Task StopAsync(CancellationToken cancellationToken)
    {
        await base.StopAsync(cancellationToken);
        await Task.WhenAll(_pending.Values).WaitAsync(cancellationToken).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }

    public override void Dispose()
    {
        _places.Dispose();
        base.Dispose();
    }

    protected override async Task RunAsync(CancellationToken cancellationToken)
    {
        await foreach (var key in messages.ListAsync(cancellationToken))
        {
            if (!BrokerMessageKeys.IsWellFormed(key) || _pending.ContainsKey(key)
                || (_waits.TryGetValue(key, out var wait) && wait.Until > Time.GetUtcNow()))
            {
                continue;
            }

            await _places.WaitAsync(cancellationToken);
            _pending.Hold(key, Task.Run(() => TakeAsync(key, cancellationToken), CancellationToken.None));
        }
    }

    private async Task TakeAsync(string key, CancellationToken cancellationToken)
    {
        try
        {
            if (await messages.FindAsync(key, cancellationToken) is { } message)
            {
                await HandleAsync(message, cancellationToken);
                CrashPoint.Reached("gateway.message-handled");
                await messages.DropAsync(key, cancellationToken);
            }

            _waits.TryRemove(key, out _);
        }
        catch (Exception error) when (Passes(error))
        {
            Postpone(key, Outage.ReasonOf(error));
        }
        catch (OperationCanceledException) when (!cancellationToken.IsCancellationRequested)
        {
            Postpone(key, "a part of the platform took too long");
        }
        catch (OperationCanceledException)
        {
            // Shutting down; the message stays.
        }
        finally
        {
            _places.Release();
        }
    }

    private async Task HandleAsync(BrokerMessage message, CancellationToken cancellationToken)
    {
        try
        {
            await handler.HandleAsync(message, cancellationToken);
        }
        catch (Exception error) when (!Passes(error) && error is not OperationCanceledException)
        {
            LogUnexpected(logger, error);
            if (!await handler.TryGiveUpAsync(message, error.Message, cancellationToken))
            {
                throw new ProblemException(
                    StatusCodes.Status500InternalServerError, "internal", "Something went wrong; the log says what.", error);
            }
        }
    }

    private static bool Passes(Exception error) => error is ProblemException or DaprException or HttpRequestException
        or RpcException or ObjectStoreUnavailableException;

    private void Postpone(string key, string reason)
    {
        var tries = _waits.TryGetValue(key, out var known) ? known.Tries + 1 : 1;
        var pause = TimeSpan.FromSeconds(Math.Min(Math.Pow(2, Math.Min(tries, 10)) / 2, LongestWait.TotalSeconds));
        _waits[key] = new Wait(tries, Time.GetUtcNow() + pause);
        LogPostponed(logger, key, reason);
    }

    private readonly record struct Wait(int Tries, DateTimeOffset Until);

    [LoggerMessage(Level = LogLevel.Warning, Message = "the message {Key} cannot be taken at the moment: {Reason}")]
    private static partial void LogPostponed(ILogger logger, string key, string reason);

    [LoggerMessage(Level = LogLevel.Error, Message = "a message of a client failed in a way that nobody has foreseen")]
    private static partial void LogUnexpected(ILogger logger, Exception error);
}
