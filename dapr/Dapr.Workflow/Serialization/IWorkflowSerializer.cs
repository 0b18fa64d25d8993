using Dapr.Common.Serialization;

namespace Dapr.Workflow.Serialization;

/// <summary>A serializer for workflows only, where an app has another for the rest.</summary>
public interface IWorkflowSerializer : IDaprSerializer;
