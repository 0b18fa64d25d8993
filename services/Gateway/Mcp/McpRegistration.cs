namespace DaprProcessing.Gateway.Mcp;

internal static class McpRegistration
{
    /// <summary>Adds the tools for language models, which speak the Model Context Protocol. No sessions: any replica
    /// answers.</summary>
    public static IServiceCollection AddDocumentTools(this IServiceCollection services)
    {
        services.AddHttpContextAccessor().AddSingleton<ToolCaller>().AddSingleton<FinishedDocument>();
        services.AddMcpServer().WithHttpTransport(transport => transport.Stateless = true).WithTools<DocumentTools>();
        return services;
    }
}
