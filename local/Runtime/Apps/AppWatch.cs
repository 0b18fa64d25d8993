using System.Net.Sockets;

namespace DaprProcessing.Local.Runtime.Apps;

/// <summary>
/// Notices at once that an app is gone, without polling: it holds a connection that carries nothing, which the system closes when
/// the process ends. An app may also close it for being idle; then it is asked again, and that is how a quick restart is noticed.
/// </summary>
internal sealed class AppWatch(AppChannel channel, AppDiscovery discovery, TimeProvider time)
{
    private static readonly TimeSpan ShortestUse = TimeSpan.FromMilliseconds(250);
    private static readonly TimeSpan ReopenDelay = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Ends when nobody listens on the app's port, or when it subscribes to something else; the gate is then held.
    /// </summary>
    public async Task UntilGoneOrChangedAsync(string answer, CancellationToken cancellationToken)
    {
        var wasShort = false;
        for (var isFirst = true; ; isFirst = false)
        {
            // Connected before asked: a restart after the answer closes this connection.
            using var socket = await channel.ConnectAsync(cancellationToken);
            if (socket is null || (!isFirst && await HasChangedAsync(answer, cancellationToken)))
            {
                return;
            }

            channel.Gate.Open();
            if (wasShort)
            {
                // An app that closes silent connections at once is asked only now and then.
                await Task.Delay(ReopenDelay, time, cancellationToken);
            }

            var opened = time.GetTimestamp();
            await UntilClosedAsync(socket, cancellationToken);
            channel.Gate.Hold();
            wasShort = time.GetElapsedTime(opened) < ShortestUse;
        }
    }

    private static async Task UntilClosedAsync(Socket socket, CancellationToken cancellationToken)
    {
        var buffer = new byte[512];
        try
        {
            while (await socket.ReceiveAsync(buffer, cancellationToken) > 0)
            {
                // A server that complains about the silence (408) closes right after.
            }
        }
        catch (SocketException)
        {
            // Reset instead of closed: the same news.
            return;
        }
    }

    private async Task<bool> HasChangedAsync(string answer, CancellationToken cancellationToken)
    {
        try
        {
            return await discovery.AskAsync(cancellationToken) != answer;
        }
        catch (HttpRequestException)
        {
            return true;
        }
    }
}
