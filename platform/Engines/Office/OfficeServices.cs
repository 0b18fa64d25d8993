using DaprProcessing.Contracts.Health;
using DaprProcessing.Contracts.Pipelines;
using DaprProcessing.Engines.Tools;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace DaprProcessing.Engines.Office;

/// <summary>Registers what lays office files out.</summary>
public static class OfficeServices
{
    /// <summary>Adds <see cref="OfficeSuite"/>, and tells in health reports which of its programs are installed.</summary>
    public static IServiceCollection AddOfficeSuite(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<OfficeSuiteOptions>().Bind(configuration.GetSection(OfficeSuiteOptions.Section))
            .ValidateDataAnnotations().ValidateOnStart();
        services.TryAddSingleton<ToolRunner>();
        services.TryAddSingleton<OfficeSuite>();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IHealthPart, OfficeHealth>());
        return services;
    }

    // Looked for whenever it is asked: what is installed while the service runs is used.
    private sealed class OfficeHealth(IOptions<OfficeSuiteOptions> options) : IHealthPart
    {
        public Task<IReadOnlyList<PartHealth>> LookAsync(CancellationToken cancellationToken)
        {
            var program = OfficeProgram.Find(options.Value.Program);
            return Task.FromResult<IReadOnlyList<PartHealth>>(
                [.. OfficeFormat.MediaTypesLaidOut.DistinctBy(OfficePages.ProgramOf).Select(mediaType => new PartHealth(
                    OfficePages.ProgramOf(mediaType)!, program.Trouble(mediaType), IsOptional: true))]);
        }
    }
}
