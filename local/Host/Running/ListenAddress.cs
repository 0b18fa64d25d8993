namespace DaprProcessing.Local.Host.Running;

/// <summary>Where the gateway listens, and where it is found from this machine.</summary>
/// <param name="Url">As it was given: <c>http://0.0.0.0:8080</c>.</param>
/// <param name="Reached">A wildcard is no address to go to: by then it is localhost.</param>
internal sealed record ListenAddress(string Url, Uri Reached)
{
    private static readonly string[] Wildcards = ["0.0.0.0", "[::]"];

    public int Port => Reached.Port;

    /// <summary>This machine's own; 0 takes a free port, which localhost, two addresses, cannot.</summary>
    public static ListenAddress OnLoopback(int port) => Parse(port == 0 ? "http://127.0.0.1:0" : $"http://localhost:{port}");

    public string WithPort(int port) => new UriBuilder(Url) { Port = port }.Uri.GetLeftPart(UriPartial.Authority);

    /// <summary>Reads what <c>--listen</c> takes.</summary>
    /// <exception cref="InvalidOperationException">It is no such address.</exception>
    public static ListenAddress Parse(string text) =>
        Uri.TryCreate(text, UriKind.Absolute, out var url) && url.Scheme == Uri.UriSchemeHttp && url.PathAndQuery == "/"
            ? new ListenAddress(text, Wildcards.Contains(url.Host) ? new Uri($"http://localhost:{url.Port}") : url)
            : throw new InvalidOperationException($"--listen takes an address such as http://0.0.0.0:8080, not '{text}'");
}
