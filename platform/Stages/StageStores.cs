using DaprProcessing.Platform.Jobs;
using DaprProcessing.Platform.Jobs.Sources;
using DaprProcessing.Platform.Objects;

namespace DaprProcessing.Stages;

/// <summary>Where stages read and write.</summary>
internal sealed record StageStores(IObjectStore Objects, SourceCache Sources, JobStore Jobs);
