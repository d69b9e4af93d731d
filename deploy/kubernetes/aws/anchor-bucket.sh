#!/usr/bin/env bash
# Once, in an account of its own: the bucket that keeps the ledger's signed checkpoints. Object Lock only works from the
# bucket's first day. The portal itself sets COMPLIANCE and the date on each object.
set -euo pipefail
bucket=medinovai-audit-anchors
aws s3api create-bucket --bucket "$bucket" --object-lock-enabled-for-bucket
aws s3api put-public-access-block --bucket "$bucket" --public-access-block-configuration \
  BlockPublicAcls=true,IgnorePublicAcls=true,BlockPublicPolicy=true,RestrictPublicBuckets=true
aws s3api get-object-lock-configuration --bucket "$bucket"
