using System.Text.Json;
using System.Text.Json.Serialization;
using Dapr.Client;
using DaprProcessing.Platform.Hosting.Telemetry;
using DaprProcessing.Platform.Objects;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http.Json;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;

namespace DaprProcessing.Platform.Hosting;

/// <summary>What every service starts from: configuration, logging, the Dapr client, job and object stores, health.</summary>
public static class ServiceHost
{
    /// <summary>
    /// Settings are read once. The default watches the files that may hold some: an inotify instance a service, twelve where all
    /// are one process, of the 128 that Linux gives a user by default (on a node: all pods of one user id together).
    /// </summary>
    private const string KeepConfiguration = "--hostBuilder:reloadConfigOnChange=false";

    /// <param name="args">Command line, read as configuration: <c>--urls</c>, <c>--DAPR_GRPC_ENDPOINT</c> …</param>
    /// <param name="shared">Instances that services in one process share, such as the engine pool; registered first.</param>
    public static WebApplicationBuilder CreateBuilder(string appId, string[] args, Action<IServiceCollection>? shared = null)
    {
        PrivateFiles.Apply();
        var builder = WebApplication.CreateSlimBuilder(new WebApplicationOptions
        {
            Args = [.. args, KeepConfiguration],
            ApplicationName = appId,
            ContentRootPath = AppContext.BaseDirectory,
        });
        builder.Logging.AddServiceConsole(builder.Configuration);
        shared?.Invoke(builder.Services);
        builder.AddTelemetry(appId);
        builder.Services.Configure<JsonOptions>(options => ConfigureJson(options.SerializerOptions));
        builder.Services.TryAddSingleton(TimeProvider.System);
        builder.Services.AddDaprClient((_, dapr) =>
            dapr.UseJsonSerializationOptions(Json).UseGrpcChannelOptions(SidecarChannel.OfClient()));
        builder.Services.AddObjectStore().AddSingleton<IObjectStore, MeasuredObjectStore>().AddJobs();
        builder.Services.AddSingleton<SidecarHealth>().AddSingleton<DeadLetters>().AddSingleton<MessageReader>()
            .AddSingleton<StrangersMessages>();
        return builder;
    }

    /// <summary>Messages and records as JSON: camelCase, absent instead of null.</summary>
    public static JsonSerializerOptions Json { get; } = ConfigureJson(new JsonSerializerOptions(JsonSerializerDefaults.Web));

    private static JsonSerializerOptions ConfigureJson(JsonSerializerOptions options)
    {
        options.DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull;
        // Sidecars write the fields of an event's data in an order of their own.
        options.AllowOutOfOrderMetadataProperties = true;
        return options;
    }
}
