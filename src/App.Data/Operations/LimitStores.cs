using App.Core.Accounts;
using App.Core.Operations;
using App.Data.Accounts;
using Microsoft.Extensions.DependencyInjection;

namespace App.Data.Operations;

/// <summary>Registers what limits and invite codes are stored by.</summary>
internal static class LimitStores
{
    public static void AddLimitStores(this IServiceCollection services)
    {
        services.AddSingleton<IRateBuckets, RateBucketStore>();
        services.AddSingleton<IInviteCodeList, InviteCodeList>();
    }
}
