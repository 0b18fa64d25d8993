using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.Extensions.Logging;

namespace DaprProcessing.Services.Tests.Support;

/// <summary>A web site on this machine, of which documents are fetched and to which results are sent.</summary>
internal sealed class RemoteSite : IAsyncDisposable
{
    public RemoteSite()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseUrls("http://127.0.0.1:0");
        builder.Logging.ClearProviders();
        App = builder.Build();
    }

    /// <summary>To be given its routes before it starts.</summary>
    public WebApplication App { get; }

    public Uri Address => new(App.Urls.First());

    public Task StartAsync() => App.StartAsync();

    public async ValueTask DisposeAsync()
    {
        await App.StopAsync();
        await App.DisposeAsync();
    }
}
