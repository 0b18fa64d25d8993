using System.Net.Sockets;
using DaprProcessing.Local.Runtime.Resources;
using DaprProcessing.Runtime.Tests.Support;
using DaprProcessing.TestKit;

namespace DaprProcessing.Runtime.Tests.Resources;

/// <summary>What lies in the folder of sockets without being a component.</summary>
public sealed class PluggableSocketTests : IDisposable
{
    private readonly TempFolder _sockets = new();

    private string Path => _sockets.File("jetstream-pull.sock");

    public void Dispose() => _sockets.Dispose();

    [Fact]
    public async Task Start_SocketOfAProgramThatWasKilled_IsPassedOver()
    {
        LeaveBehind();

        await using var runtime = await StartAsync(TestRuntime.InMemory);

        using var answer = await runtime.Http.GetAsync("/v1.0/healthz");
        Assert.True(answer.IsSuccessStatusCode);
    }

    [Fact]
    public async Task Start_ComponentWhoseProgramWasKilled_IsRefusedByItsType()
    {
        LeaveBehind();

        var refusal = await Assert.ThrowsAsync<ResourceException>(
            () => StartAsync(ComponentYaml.Component("work", "pubsub.jetstream-pull")));

        Assert.Contains("'pubsub.jetstream-pull', which this runtime does not serve", refusal.Message);
    }

    [Fact]
    public async Task Start_ProgramThatIsNoComponent_IsRefusedByItsSocket()
    {
        using var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(new UnixDomainSocketEndPoint(Path));
        listener.Listen();
        var hangUp = HangUpAsync(listener);

        var refusal = await Assert.ThrowsAsync<ResourceException>(() => StartAsync(TestRuntime.InMemory));

        Assert.Contains($"{Path} does not say what it serves", refusal.Message);
        listener.Dispose();
        await hangUp;
    }

    private static async Task HangUpAsync(Socket listener)
    {
        try
        {
            while (true)
            {
                (await listener.AcceptAsync()).Dispose();
            }
        }
        catch (SocketException)
        {
            // The listener was disposed.
        }
    }

    /// <summary>As a kill leaves it: the file is there, and nobody listens.</summary>
    private void LeaveBehind()
    {
        using var killed = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        killed.Bind(new UnixDomainSocketEndPoint(Path));
        File.Move(Path, $"{Path}.left");
        killed.Dispose();
        File.Move($"{Path}.left", Path);
    }

    private Task<TestRuntime> StartAsync(string resources) =>
        TestRuntime.StartAsync(resources, options => options with { ComponentSocketsFolder = _sockets.Path });
}
