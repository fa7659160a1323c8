using App.Core.Imports.Rules;
using App.Core.Orders;
using App.Core.Portfolios;
using App.Data.Accounts;
using App.Data.Providers;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace App.Data.Orders;

internal sealed class OrderMap : IEntityTypeConfiguration<Order>
{
    public void Configure(EntityTypeBuilder<Order> builder)
    {
        builder.ToTable("orders");
        builder.HasKey(order => order.Id);
        builder.Property(order => order.Id).ValueGeneratedNever();
        builder.Property(order => order.Symbol).HasMaxLength(PositionLimits.SymbolLength);
        builder.Property(order => order.Side).HasConversion(new CodeConverter<OrderSide>(OrderCodes.Sides)).HasMaxLength(10);
        builder.Property(order => order.Status).HasConversion(new CodeConverter<OrderStatus>(OrderCodes.Statuses)).HasMaxLength(20);
        builder.Property(order => order.CancelledFrom).HasConversion(new CodeConverter<OrderStatus>(OrderCodes.Statuses)).HasMaxLength(20);
        builder.Property(order => order.Notes).HasMaxLength(Order.LongestNotes);
        builder.HasOne<AppUser>().WithMany().HasForeignKey(order => order.OwnerId).OnDelete(DeleteBehavior.Cascade);
        builder.HasOne<Portfolio>().WithMany().HasForeignKey(order => order.PortfolioId).OnDelete(DeleteBehavior.Cascade);

        // The owner's newest.
        builder.HasIndex(order => new { order.OwnerId, order.CreatedAt });

        // Those of a portfolio, also when that is deleted with its account.
        builder.HasIndex(order => new { order.PortfolioId, order.CreatedAt });

        // Those that a rebalance proposed.
        builder.HasIndex(order => order.RebalanceId);
    }
}

internal sealed class OrderEventMap : IEntityTypeConfiguration<OrderEvent>
{
    public void Configure(EntityTypeBuilder<OrderEvent> builder)
    {
        builder.ToTable("order_events");
        builder.HasKey(what => new { what.OrderId, what.Version });
        builder.Property(what => what.FromStatus).HasConversion(new CodeConverter<OrderStatus>(OrderCodes.Statuses)).HasMaxLength(20);
        builder.Property(what => what.ToStatus).HasConversion(new CodeConverter<OrderStatus>(OrderCodes.Statuses)).HasMaxLength(20);
        builder.Property(what => what.Note).HasMaxLength(OrderEvent.LongestNote);
        builder.HasOne<Order>().WithMany().HasForeignKey(what => what.OrderId).OnDelete(DeleteBehavior.Cascade);
    }
}
