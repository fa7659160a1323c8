using App.Core.Accounts;

namespace App.Features.Accounts;

/// <summary>Registers the export and the deletion of accounts.</summary>
internal static class LeaveServices
{
    public static IServiceCollection AddLeaving(this IServiceCollection services) => services
        .AddSingleton<IOwnerCheck, OwnerCheck>()
        .AddSingleton<ExportAccount>()
        .AddSingleton<DeleteAccount>();
}
