using DaprProcessing.Components;
using DaprProcessing.Local.Runtime.Dispatch;
using DaprProcessing.Local.Runtime.Resources;
using Microsoft.Extensions.Logging;

namespace DaprProcessing.Local.Runtime.Apps;

/// <summary>
/// The runtime's side of one app's life: wait for its port, ask what it subscribes to, deliver, and when it goes away drain and
/// begin again.
/// </summary>
internal sealed class AppSession : IAsyncDisposable
{
    private static readonly TimeSpan PortPoll = TimeSpan.FromMilliseconds(100);
    private static readonly TimeSpan RetryDelay = TimeSpan.FromSeconds(1);

    private readonly AppRuntime _app;
    private readonly AppChannel _channel;
    private readonly AppDiscovery _discovery;
    private readonly TopicSubscriber _subscriber;
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly CancellationTokenSource _stopping = new();
    private readonly TaskCompletionSource _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Task _run;

    public AppSession(AppRuntime app, Uri address, TopicSubscriber subscriber, TimeProvider time, ILogger logger)
    {
        (_app, _subscriber, _time, _logger) = (app, subscriber, time, logger);
        _channel = new AppChannel(app.Options, address);
        _discovery = new AppDiscovery(app.AppId, _channel, logger);
        _run = Task.Run(RunAsync);
    }

    /// <summary>Ends when messages flow for the first time; fails where a subscription can never work.</summary>
    public Task Ready => _ready.Task;

    public async ValueTask DisposeAsync()
    {
        // At once: until the session has noticed the stop, the next message would still go out.
        _channel.Gate.Close();
        await _stopping.CancelAsync();
        await _run;
        _ready.TrySetCanceled();
        _app.Channel = null;
        _channel.Dispose();
        _stopping.Dispose();
    }

    private async Task RunAsync()
    {
        while (!_stopping.IsCancellationRequested)
        {
            try
            {
                await ServeOnceAsync(_stopping.Token);
            }
            catch (OperationCanceledException) when (_stopping.IsCancellationRequested)
            {
                return;
            }
            catch (ResourceException wrong)
            {
                _logger.LogError("{AppId}: {Problem}", _app.AppId, wrong.Message);
                _ready.TrySetException(wrong);
                await PauseAsync();
            }
            catch (Exception failure)
            {
                // The app or the broker is away or odd at the moment: the session outlives both.
                _logger.LogWarning("{AppId}: {Problem}; trying again", _app.AppId, failure.Message);
                await PauseAsync();
            }
        }
    }

    private async Task ServeOnceAsync(CancellationToken cancellationToken)
    {
        // Step 1: the app's port opens.
        await WaitForPortAsync(cancellationToken);
        _app.Channel = _channel;
        var health = _app.Options.HealthCheck is { } options ? new AppHealthProbe(_channel, options, _time) : null;
        if (health is not null)
        {
            await health.WaitUntilHealthyAsync(cancellationToken);
        }

        // Step 2: discovery.
        var answer = await _discovery.AskAsync(cancellationToken);
        var subscriptions = Distinct(_discovery.Parse(answer));

        // Step 3: delivery, until the app goes away or subscribes to something else.
        var running = new List<IAsyncDisposable>();
        _channel.Gate.Hold();
        try
        {
            foreach (var subscription in subscriptions)
            {
                running.Add(await _subscriber.StartAsync(_app.AppId, subscription, _channel, cancellationToken));
            }

            _channel.Gate.Open();
            (_app.Subscriptions, _app.IsHealthy, _app.IsReady) = (subscriptions, true, true);
            _logger.LogInformation(
                "{AppId} at {Address}: {Count} subscriptions", _app.AppId, _channel.Address, subscriptions.Count);
            _ready.TrySetResult();
            await WatchAsync(answer, health, cancellationToken);
        }
        finally
        {
            (_app.IsReady, _app.IsHealthy) = (false, false);
            // What has not been sent goes back to the broker; calls at work are past the gate and end.
            _channel.Gate.Close();
            await Task.WhenAll(running.Select(subscription => subscription.DisposeAsync().AsTask()));
            _app.Subscriptions = [];
        }
    }

    private async Task WaitForPortAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            using var socket = await _channel.ConnectAsync(cancellationToken);
            if (socket is not null)
            {
                return;
            }

            await Task.Delay(PortPoll, _time, cancellationToken);
        }
    }

    private async Task WatchAsync(string answer, AppHealthProbe? health, CancellationToken cancellationToken)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        var watch = new AppWatch(_channel, _discovery, _time).UntilGoneOrChangedAsync(answer, either.Token);
        var probe = health?.UntilUnhealthyAsync(either.Token) ?? Task.Delay(Timeout.Infinite, either.Token);
        var first = await Task.WhenAny(watch, probe);
        await either.CancelAsync();
        await Task.WhenAll(watch, probe).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
        cancellationToken.ThrowIfCancellationRequested();
        await first;
        _logger.LogInformation("{AppId} went away or changed; its subscriptions are drained", _app.AppId);
    }

    private List<SubscriptionDefinition> Distinct(IReadOnlyList<SubscriptionDefinition> asked)
    {
        var distinct = new Dictionary<(string, string), SubscriptionDefinition>();
        foreach (var subscription in asked)
        {
            var key = (subscription.PubSubName, subscription.Topic);
            if (!distinct.TryAdd(key, subscription))
            {
                _logger.LogWarning(
                    "{AppId} subscribes to {Topic} of {PubSub} twice; the later one counts",
                    _app.AppId, subscription.Topic, subscription.PubSubName);
                distinct[key] = subscription;
            }
        }

        return [.. distinct.Values];
    }

    private async Task PauseAsync() =>
        await Task.Delay(RetryDelay, _time, _stopping.Token).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
}
