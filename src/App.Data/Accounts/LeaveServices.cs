using App.Core.Accounts;
using Microsoft.Extensions.DependencyInjection;

namespace App.Data.Accounts;

/// <summary>Registers what it takes to leave.</summary>
internal static class LeaveServices
{
    public static IServiceCollection AddLeaving(this IServiceCollection services) => services
        .AddSingleton<IAccountArchive, AccountArchive>()
        .AddSingleton<IAccountDeletion, AccountDeletionStore>();
}
