using App.Core.Operations;
using Microsoft.Extensions.DependencyInjection;

namespace App.Data.Operations;

/// <summary>Registers what looks after the database itself.</summary>
internal static class OperationsServices
{
    public static IServiceCollection AddOperations(this IServiceCollection services) => services
        .AddSingleton<ISchemaProbe, SchemaProbe>()
        .AddSingleton<IQueueLengths, QueueLengthStore>()
        .AddSingleton<SqliteBackup>();
}
