using System.Buffers;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Text;

namespace DaprProcessing.Local.JetStream.Client;

/// <summary>
/// One socket's life: opened and greeted, then read until it ends. Never used again after a fault. Read by a thread of its own:
/// a delivered message is seen, and kept alive at the server, even while handlers block every pool thread.
/// </summary>
internal sealed class NatsLink : IDisposable
{
    private const int ReadBytes = 32 * 1024;
    private readonly Stream _stream;
    private byte[] _buffer = new byte[ReadBytes * 2];
    private int _begin;
    private int _end;
    private Exception? _cause;

    private NatsLink(Stream stream, ServerInfo info, NatsOptions options)
    {
        (_stream, Info) = (stream, info);
        Output = new SendQueue(stream, options.SendBufferBytes, Fail);
    }

    public ServerInfo Info { get; private set; }

    public SendQueue Output { get; }

    /// <summary>Opens, upgrades to TLS where asked, sends CONNECT and waits for the first PONG.</summary>
    public static async Task<NatsLink> OpenAsync(NatsEndpoint endpoint, NatsOptions options, CancellationToken cancellationToken)
    {
        using var timeout = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        timeout.CancelAfter(options.ConnectTimeout);
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        NatsLink? link = null;
        try
        {
            await socket.ConnectAsync(endpoint.Host, endpoint.Port, timeout.Token).ConfigureAwait(false);
            Stream stream = new NetworkStream(socket, ownsSocket: true);
            var (info, clean) = await ReadInfoAsync(stream, timeout.Token).ConfigureAwait(false);
            if (endpoint.RequireTls || options.RequireTls || info.TlsRequired)
            {
                stream = await NatsTls.UpgradeAsync(stream, endpoint, info, clean, options, timeout.Token).ConfigureAwait(false);
            }

            var connect = ConnectCommand.Build(endpoint, options, info, stream is SslStream);
            link = new NatsLink(stream, info, options);
            link.Output.TrySend(new LineFrame(connect));
            link.Output.TrySend(new LineFrame("PING"));
            await link.ReadUntilPongAsync(timeout.Token).ConfigureAwait(false);
            return link;
        }
        catch (Exception exception)
        {
            link?.Dispose();
            socket.Dispose();
            if (cancellationToken.IsCancellationRequested || Describe(exception, endpoint) is not { } described)
            {
                throw;
            }

            throw described;
        }
    }

    /// <summary>Hands every frame to <paramref name="onFrame"/>, on the link's own thread, until the connection ends; then throws why.</summary>
    public Task ReadAsync(Action<ServerFrame> onFrame)
    {
        var ended = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        new Thread(() => ended.SetException(ReadUntilEnd(onFrame))) { IsBackground = true, Name = "nats-receive" }.Start();
        return ended.Task;
    }

    /// <summary>Ends the link from outside the read loop, with the reason to report.</summary>
    public void Fail(Exception cause)
    {
        Interlocked.CompareExchange(ref _cause, cause, null);
        Dispose();
    }

    public void Dispose()
    {
        Output.Close();
        _stream.Dispose();
    }

    private Exception ReadUntilEnd(Action<ServerFrame> onFrame)
    {
        try
        {
            while (true)
            {
                MakeRoom();
                Take(_stream.Read(_buffer, _end, _buffer.Length - _end), frame => Receive(frame, onFrame));
            }
        }
        catch (NatsException exception)
        {
            return exception;
        }
        catch (Exception exception)
        {
            // Whatever a broken stream throws, this thread must end with it told, not with the process.
            return new NatsConnectionException($"connection lost: {(_cause ?? exception).Message}", _cause ?? exception);
        }
    }

    private async Task ReadUntilPongAsync(CancellationToken cancellationToken)
    {
        var greeted = false;
        while (!greeted)
        {
            MakeRoom();
            var count = await _stream.ReadAsync(_buffer.AsMemory(_end), cancellationToken).ConfigureAwait(false);
            Take(count, frame => greeted |= frame.Kind == ServerFrameKind.Pong || Greet(frame));
        }
    }

    private bool Greet(ServerFrame frame)
    {
        if (frame.Kind == ServerFrameKind.Error)
        {
            throw ToException(frame);
        }

        Receive(frame, static _ => { });
        return false;
    }

    private void Receive(ServerFrame frame, Action<ServerFrame> onFrame)
    {
        if (frame.Kind == ServerFrameKind.Ping)
        {
            Output.TrySend(new LineFrame("PONG"));
        }
        else if (frame.Kind == ServerFrameKind.Info)
        {
            Info = ServerInfo.Parse(frame.Argument.Span);
        }

        onFrame(frame);
    }

    private void Take(int count, Action<ServerFrame> onFrame)
    {
        if (count == 0)
        {
            throw new NatsConnectionException("the server closed the connection");
        }

        _end += count;
        var unread = new ReadOnlySequence<byte>(_buffer, _begin, _end - _begin);
        var before = unread.Length;
        while (FrameParser.TryRead(ref unread, out var frame))
        {
            onFrame(frame);
        }

        _begin += (int)(before - unread.Length);
    }

    /// <summary>Moves what is unread to the front, into a larger buffer where a frame needs it and back into a small one afterwards.</summary>
    private void MakeRoom()
    {
        var unread = _end - _begin;
        if (_buffer.Length - _end >= ReadBytes && _begin < _end)
        {
            return;
        }

        var wanted = Math.Max(ReadBytes * 2, unread > _buffer.Length - ReadBytes ? _buffer.Length * 2 : unread == 0 ? 0 : _buffer.Length);
        var target = wanted == _buffer.Length ? _buffer : new byte[wanted];
        Buffer.BlockCopy(_buffer, _begin, target, 0, unread);
        (_buffer, _begin, _end) = (target, 0, unread);
    }

    private static async Task<(ServerInfo Info, bool Clean)> ReadInfoAsync(Stream stream, CancellationToken cancellationToken)
    {
        // INFO is read byte by byte up to its line end: what follows belongs to TLS or to the next reader.
        var line = new List<byte>(512);
        var one = new byte[1];
        while (line.Count == 0 || line[^1] != '\n')
        {
            if (await stream.ReadAsync(one, cancellationToken).ConfigureAwait(false) == 0)
            {
                throw new NatsConnectionException("the server closed the connection before its greeting");
            }

            line.Add(one[0]);
            if (line.Count > FrameParser.MaxLineBytes)
            {
                throw new NatsProtocolException("the server's greeting does not end");
            }
        }

        var text = line.ToArray();
        return text.AsSpan().StartsWith("INFO "u8)
            ? (ServerInfo.Parse(text.AsSpan(5)), !((NetworkStream)stream).DataAvailable)
            : throw new NatsProtocolException($"not a NATS server: '{FrameParser.Printable(text)}'");
    }

    internal static NatsException ToException(ServerFrame error)
    {
        var text = Encoding.UTF8.GetString(error.Argument.Span).Trim().Trim('\'');
        return text.Contains("Authorization", StringComparison.OrdinalIgnoreCase) || text.Contains("Authentication", StringComparison.OrdinalIgnoreCase)
            ? new NatsAuthorizationException($"the server refused the credentials: {text}")
            : new NatsServerException(text);
    }

    private static NatsException? Describe(Exception exception, NatsEndpoint endpoint) => exception switch
    {
        NatsException => null,
        OperationCanceledException => new NatsConnectionException($"no answer from {endpoint} in time"),
        AuthenticationException => new NatsAuthorizationException($"TLS with {endpoint} failed: {exception.Message}", exception),
        SocketException or IOException or ObjectDisposedException => new NatsConnectionException($"cannot connect to {endpoint}: {exception.Message}", exception),
        _ => null,
    };
}
