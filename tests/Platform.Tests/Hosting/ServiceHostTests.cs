using DaprProcessing.Platform.Hosting;
using Microsoft.Extensions.Configuration;

namespace DaprProcessing.Platform.Tests.Hosting;

public sealed class ServiceHostTests
{
    [Fact]
    public void Configuration_OfAService_IsReadOnceAndNotWatched()
    {
        IConfigurationBuilder configuration = ServiceHost.CreateBuilder("tests", ["--Some:Setting=kept"]).Configuration;

        var files = configuration.Sources.OfType<FileConfigurationSource>().ToList();
        Assert.NotEmpty(files);
        Assert.All(files, file => Assert.False(file.ReloadOnChange, $"{file.Path} is watched"));
        Assert.Equal("kept", configuration.Build()["Some:Setting"]);
    }
}
