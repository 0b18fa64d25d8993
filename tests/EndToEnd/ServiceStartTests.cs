using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using DaprProcessing.TestKit;
using DaprProcessing.TestKit.Processes;

namespace DaprProcessing.EndToEnd;

/// <summary>How a service that is a program by itself says that it cannot start: what a pod's log shows.</summary>
public sealed class ServiceStartTests
{
    [Theory]
    [InlineData("gateway")]
    [InlineData("orchestrator")]
    [InlineData("tts")]
    public async Task Start_PortTaken_SaysSoInALine(string service)
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        var address = $"http://127.0.0.1:{((IPEndPoint)listener.LocalEndpoint).Port}";

        var said = await FailAsync(service, [$"--urls={address}"], ("ObjectStore__LargeWrites", "Presigned"));

        Assert.StartsWith($"{service}: Failed to bind to address {address}", said);
    }

    [Theory]
    [InlineData("gateway", "ObjectStore__LargeWrites", "s3", "ObjectStore:Bucket")]
    [InlineData("orchestrator", "ObjectStore__LargeWrites", "s3", "ObjectStore:Bucket")]
    [InlineData("pdf-to-png", "ObjectStore__LargeWrites", "s3", "ObjectStore:Bucket")]
    [InlineData("jetstream-component", "DAPR_COMPONENTS_SOCKETS_FOLDER", "/dev/null/sockets", "/dev/null/sockets")]
    public async Task Start_SettingThatCannotBe_IsNamedInALine(string service, string name, string value, string named)
    {
        var said = await FailAsync(service, [$"--urls=http://127.0.0.1:{FreePort.Next()}"], (name, value));

        Assert.Contains(named, said);
    }

    /// <summary>A login or a secret that is named, and is not there.</summary>
    [Theory]
    [InlineData("gateway", "ObjectStore:SecretKey", "ObjectStore__AccessKey", "key")]
    [InlineData("orchestrator", "ObjectStore:SecretKey", "ObjectStore__AccessKey", "key")]
    [InlineData("pdf-to-png", "ObjectStore:SecretKey", "ObjectStore__AccessKey", "key")]
    [InlineData("gateway", "Tenants:AdminKeyFile", "Tenants__AdminKeyFile", "/nowhere/key")]
    [InlineData("dapr-processing", "/nowhere/broker.creds", "NATS_CREDENTIALS", "/nowhere/broker.creds")]
    public async Task Start_SecretThatIsNotThere_IsNamedInALine(string service, string named, string name, string value)
    {
        string[] arguments = service == "dapr-processing" ? ["streams"] : [$"--urls=http://127.0.0.1:{FreePort.Next()}"];

        var said = await FailAsync(
            service, arguments, ("ObjectStore__LargeWrites", "s3"), ("ObjectStore__Bucket", "bucket"), (name, value));

        Assert.Contains(named, said);
    }

    /// <returns>Its one line; what it logs of its work until then is no part of that, and no trace is.</returns>
    private static async Task<string> FailAsync(
        string service, string[] arguments, params (string Name, string Value)[] environment)
    {
        var start = new ProcessStartInfo(Path.Combine(AppContext.BaseDirectory, service), arguments);
        foreach (var (name, value) in environment)
        {
            start.Environment[name] = value;
        }

        await using var process = new LoggedProcess(start);
        await process.EndAsync(within: TimeSpan.FromMinutes(2));
        Assert.Equal(1, process.ExitCode);
        Assert.DoesNotContain("   at ", process.Log);
        // It has ended before anybody could take it for one that serves.
        Assert.DoesNotContain("Now listening on", process.Log);
        return Assert.Single(process.Log.Split('\n'), line => line.StartsWith($"{service}: ", StringComparison.Ordinal));
    }
}
