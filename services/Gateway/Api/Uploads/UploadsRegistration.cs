using DaprProcessing.Gateway.Api.Uploads.Direct;
using DaprProcessing.Gateway.Api.Uploads.Resumable;

namespace DaprProcessing.Gateway.Api.Uploads;

internal static class UploadsRegistration
{
    /// <summary>Adds what takes documents in parts.</summary>
    public static IServiceCollection AddUploads(this IServiceCollection services) =>
        services.AddSingleton<Appends>().AddSingleton<UploadAppender>().AddSingleton<ResumableUploads>()
            .AddSingleton<DirectIntake>();
}
